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

/** Reads a request's body as JSON, and refuses what is none with the place where it breaks. */
public final class JsonBodyReader {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBodyReader() {}

    /** The object in the body; fails with {@link HttpProblemException} (415, 400) for anything else. */
    public static JsonNode object(Request request) {
        requireJson(request);
        if (request.body().length == 0) {
            throw invalid("The body is empty: a JSON object is expected.");
        }
        JsonNode json = parsed(text(request.body()));
        if (!json.isObject()) {
            throw invalid("The body must be a JSON object, not "
                    + json.getNodeType().name().toLowerCase(Locale.ROOT) + ".");
        }
        return json;
    }

    /** A request that can't be understood. */
    public static HttpProblemException invalid(String detail) {
        return HttpProblemException.with(Failure.USAGE.httpStatus(), "Usage", detail, Failure.USAGE);
    }

    /** Fails with {@link HttpProblemException} (415) when the body says that it is something else. */
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

    /** The body's text; fails with {@link HttpProblemException} (400) when it is not UTF-8. */
    public static String text(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException broken) {
            throw invalid("The body is not UTF-8: byte " + (bytes.position() + 1) + " begins no character.");
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return STRICT.readTree(text);
        } catch (JsonProcessingException broken) {
            JsonLocation at = broken.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String reason = broken.getOriginalMessage().lines().findFirst().orElse("the reason is not known");
            // it repeats its own place, and who reads it has no use for the name of the source
            reason = reason.replaceFirst(" ?\\((start marker at )?\\[Source: .*", "");
            throw invalid("The body is not JSON" + place + ": " + reason + (reason.endsWith(".") ? "" : "."));
        }
    }
}
