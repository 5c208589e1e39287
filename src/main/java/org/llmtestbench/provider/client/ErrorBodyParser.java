package org.llmtestbench.provider.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads an error's body, whatever it is: JSON in any envelope, an event, XML, an HTML page, a line of text or nothing. */
public final class ErrorBodyParser {
    private static final int OK = 200;
    private static final int LONGEST_MESSAGE = 600;
    private static final int LONGEST_TEXT = 8_000;
    private static final int LONGEST_PAGE = 64 << 10;

    private static final Pattern FRAMED = Pattern.compile("^(?:data|error): ?([{\\[].*)$", Pattern.MULTILINE);
    private static final Pattern XML_MESSAGE =
            Pattern.compile("<(?:\\w+:)?(?:message|faultstring)>([^<]+)</", Pattern.CASE_INSENSITIVE);
    private static final Pattern INVISIBLE = Pattern.compile(
            "<(script|style)\\b.*?</\\1>|<!--.*?-->|<[^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Values of an {@code error} member, and of the members in it, that say that there is no error. */
    private static final Set<String> NO_ERROR = Set.of(
            "",
            "0",
            "0.0",
            "200",
            "ok",
            "success",
            "succeeded",
            "null",
            "none",
            "nil",
            "false",
            "no error",
            "no_error");

    private ErrorBodyParser() {}

    /** The error in a body that came with this status. */
    public static ErrorResponse read(int status, byte[] body) {
        return json(body, 0, body.length)
                .filter(ErrorBodyParser::isEnvelope)
                .map(json -> read(status, json))
                .orElseGet(() -> ofText(
                        status,
                        new String(body, 0, Math.min(body.length, LONGEST_PAGE), StandardCharsets.UTF_8).strip()));
    }

    /** The error in a value that is one, or holds one. */
    public static ErrorResponse read(int status, JsonNode json) {
        return new ErrorEnvelope(json).reply(status);
    }

    /** The error that a body or an event with status 200 is, if it is one and no answer. */
    static Optional<ErrorResponse> inside(byte[] data, int from, int to) {
        return json(data, from, to).flatMap(ErrorBodyParser::inside);
    }

    /** The error that a value is, if it is one and no answer. */
    static Optional<ErrorResponse> inside(JsonNode json) {
        return Optional.of(json)
                .filter(ErrorBodyParser::isEnvelope)
                .map(ErrorEnvelope::new)
                .filter(ErrorEnvelope::isError)
                .map(envelope -> envelope.reply(OK));
    }

    /**
     * Whether the value of an {@code error} member is an error. Some servers send an empty one with every good answer:
     * null, false, zero, blank text, or a container that holds only these.
     */
    public static boolean isError(JsonNode error) {
        if (error == null || error.isNull() || error.isMissingNode()) {
            return false;
        }
        if (error.isContainerNode()) {
            return StreamSupport.stream(error.spliterator(), false).anyMatch(ErrorBodyParser::isError);
        }
        if (error.isBoolean()) {
            return error.booleanValue();
        }
        return !NO_ERROR.contains(error.asText().strip().toLowerCase(Locale.ROOT));
    }

    /** Whether MiniMax's {@code base_resp}, which every answer has, is one of an error: its code is not 0. */
    public static boolean isFailedResponse(JsonNode baseResp) {
        return baseResp != null && new ErrorEnvelope(baseResp).hasBadStatusCode();
    }

    private static Optional<JsonNode> json(byte[] data, int from, int to) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(data, from, to - from));
        } catch (IOException notJson) {
            // then it is text, most often a proxy's HTML page
            return Optional.empty();
        }
    }

    /** Google puts the error into an array. */
    private static boolean isEnvelope(JsonNode json) {
        return json.isObject() || (json.isArray() && json.path(0).isObject());
    }

    private static ErrorResponse ofText(int status, String text) {
        Matcher framed = FRAMED.matcher(text);
        if (framed.find()) {
            byte[] data = framed.group(1).getBytes(StandardCharsets.UTF_8);
            Optional<JsonNode> json = json(data, 0, data.length).filter(ErrorBodyParser::isEnvelope);
            if (json.isPresent()) {
                return read(status, json.get());
            }
        }
        String visible =
                text.startsWith("<") ? "<html> " + INVISIBLE.matcher(text).replaceAll(" ") : text;
        ErrorResponse.Details details = new ErrorResponse.Details(
                Set.of(),
                shortened(visible, LONGEST_TEXT),
                RetryAfter.words(visible).orElse(null),
                true);
        return new ErrorResponse(status, null, null, plain(text), null, details);
    }

    /** A few words about a body that is not what it should be. */
    static String look(byte[] data, int length) {
        String text = new String(data, 0, Math.min(length, 4 * LONGEST_MESSAGE), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return "empty";
        }
        return text.startsWith("<")
                ? plain(text)
                : '\'' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '\'';
    }

    private static String plain(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.startsWith("<")) {
            return shown(text);
        }
        Matcher xml = XML_MESSAGE.matcher(text);
        return xml.find() ? shown(xml.group(1)) : "an HTML page" + title(text);
    }

    private static String title(String html) {
        int from = html.indexOf("<title>");
        int to = html.indexOf("</title>");
        return from < 0 || to < from
                ? ""
                : ", \"" + shown(html.substring(from + 7, to).strip()) + '"';
    }

    /** A message as it is shown: in one line, and not too long. */
    static String shown(String text) {
        return shortened(text, LONGEST_MESSAGE);
    }

    /** A text as it is searched. */
    static String searched(String text) {
        return shortened(text, LONGEST_TEXT);
    }

    private static String shortened(String text, int longest) {
        if (text == null) {
            return null;
        }
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }
}
