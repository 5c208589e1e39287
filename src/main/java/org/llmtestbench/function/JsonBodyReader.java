package org.llmtestbench.function;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.llmtestbench.provider.Failure;

/** Reads the body of a request as JSON; the error for invalid JSON names line and column. */
public final class JsonBodyReader {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBodyReader() {}

    /** The JSON object in the body; fails with {@link HttpProblemException} (415 or 400) for anything else. */
    public static JsonNode object(Request request) {
        requireJson(request);
        if (request.body().length == 0) {
            throw invalid("The body is empty: a JSON object is expected.");
        }
        JsonNode json = parse(text(request.body()));
        if (!json.isObject()) {
            throw invalid("The body must be a JSON object, not "
                    + json.getNodeType().name().toLowerCase(Locale.ROOT) + ".");
        }
        return json;
    }

    /** The exception for an invalid request (400). */
    public static HttpProblemException invalid(String detail) {
        return HttpProblemException.with(Failure.USAGE.httpStatus(), "Usage", detail, Failure.USAGE);
    }

    /** Fails with {@link HttpProblemException} (415) if the {@code content-type} header names another type. */
    public static void requireJson(Request request) {
        String type = request.header("content-type").orElse("application/json").toLowerCase(Locale.ROOT);
        String media = type.split(";", 2)[0].strip();
        boolean json = media.equals("application/json") || media.matches("application/[a-z0-9.-]+\\+json");
        boolean unicode = !type.contains("charset") || type.matches(".*charset=\"?utf-8\"?.*");
        if (!json || !unicode) {
            throw HttpProblemException.with(
                            415, "Wrong media type", "The body must be JSON in UTF-8, not " + type + ".", null)
                    .hint("Send the header content-type: application/json.");
        }
    }

    /** The body as text; fails with {@link HttpProblemException} (400) if it is not UTF-8. */
    public static String text(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw invalid(
                    "The body is not UTF-8: byte " + (bytes.position() + 1) + " is not the start of a character.");
        }
    }

    private static JsonNode parse(String text) {
        try {
            return STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("the reason is not known");
            // Jackson's message repeats the location, and the name of the source does not help the caller
            reason = reason.replaceFirst(" ?\\((start marker at )?\\[Source: .*", "");
            throw invalid("The body is not JSON" + place + ": " + reason + (reason.endsWith(".") ? "" : "."));
        }
    }
}
