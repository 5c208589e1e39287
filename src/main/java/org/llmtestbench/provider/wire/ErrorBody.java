package org.llmtestbench.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;

/**
 * Reads what stands in an error's body, whatever its shape: {@code {"error":{…}}}, {@code {"error":"…"}},
 * {@code {"message":…}}, {@code {"detail":…}}, HTML or nothing. Never fails.
 */
public final class ErrorBody {
    private static final int LONGEST_MESSAGE = 600;

    private ErrorBody() {}

    /** The error in a body that came with this status. */
    public static ErrorReply read(int status, byte[] body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            if (json != null && json.isObject()) {
                return read(status, json);
            }
        } catch (IOException notJson) {
            // then it is text, most often a proxy's HTML page
        }
        return new ErrorReply(status, null, null, plain(new String(body, StandardCharsets.UTF_8)));
    }

    /** The error in a value that is one, or holds one under {@code error}. */
    public static ErrorReply read(int status, JsonNode json) {
        JsonNode error = json.path("error");
        JsonNode inner = error.isObject() ? error : json;
        String code = first(inner.path("details").path("error_code"), inner.path("code"), inner.path("status_code"));
        String message = json.isTextual()
                ? json.asText()
                : error.isTextual() ? error.asText() : first(inner.path("message"), inner.path("detail"));
        String upstream = inner.path("metadata").path("raw").asText("");
        return new ErrorReply(
                status,
                first(inner.path("type")),
                code,
                shortened(upstream.isEmpty() ? message : message + ": " + upstream),
                first(json.path("request_id")));
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
            return StreamSupport.stream(error.spliterator(), false).anyMatch(ErrorBody::isError);
        }
        return error.isTextual()
                ? !error.textValue().isBlank()
                : error.isBoolean() ? error.booleanValue() : error.asDouble() != 0;
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

    private static String first(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
                return node.asText();
            }
            if (node.isContainerNode() && !node.isEmpty()) {
                return node.toString();
            }
        }
        return null;
    }

    private static String plain(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        return stripped.startsWith("<") ? "an HTML page" + title(stripped) : shortened(stripped);
    }

    private static String title(String html) {
        int from = html.indexOf("<title>");
        int to = html.indexOf("</title>");
        return from < 0 || to < from
                ? ""
                : ", \"" + shortened(html.substring(from + 7, to).strip()) + '"';
    }

    private static String shortened(String text) {
        if (text == null) {
            return null;
        }
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
