package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.llmtestbench.function.Response;
import org.llmtestbench.runner.ResultMapper;

/** Converts a {@link Response} to the JSON that AWS's HTTP front ends expect. */
final class HttpEventResponse {
    static final String STREAMED_TYPE = "application/vnd.awslambda.http-integration-response";
    private static final int PRELUDE_DELIMITER_BYTES = 8;
    private static final String COOKIE = "set-cookie";

    private HttpEventResponse() {}

    /** The prelude of a streamed body: status and headers as JSON, then 8 zero bytes. */
    static byte[] prelude(Response response) {
        byte[] json = bytes(head(response));
        byte[] prelude = new byte[json.length + PRELUDE_DELIMITER_BYTES];
        System.arraycopy(json, 0, prelude, 0, json.length);
        return prelude;
    }

    /** The complete response as one JSON object. */
    static byte[] whole(Response response, byte[] body) {
        ObjectNode json = head(response);
        boolean text = isText(response.headers().getOrDefault("content-type", ""));
        json.put(
                "body",
                text
                        ? new String(body, StandardCharsets.UTF_8)
                        : Base64.getEncoder().encodeToString(body));
        json.put("isBase64Encoded", !text);
        return bytes(json);
    }

    /**
     * Version 2 reads {@code cookies}, version 1 reads {@code multiValueHeaders}; each ignores the key of the other.
     */
    private static ObjectNode head(Response response) {
        ObjectNode head = ResultMapper.MAPPER.createObjectNode();
        head.put("statusCode", response.status());
        ObjectNode headers = head.putObject("headers");
        for (Map.Entry<String, String> header : response.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(COOKIE)) {
                head.putArray("cookies").add(header.getValue());
                head.putObject("multiValueHeaders").putArray(COOKIE).add(header.getValue());
            } else {
                headers.put(header.getKey(), header.getValue());
            }
        }
        return head;
    }

    private static boolean isText(String mediaType) {
        return mediaType.startsWith("text/") || mediaType.matches("application/([a-z0-9.-]+\\+)?(json|xml|yaml).*");
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return ResultMapper.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
