package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.llmtestbench.function.Response;
import org.llmtestbench.runner.ResultMapper;

/** How AWS's HTTP front ends want to be told an answer. */
final class HttpEventResponse {
    static final String STREAMED_TYPE = "application/vnd.awslambda.http-integration-response";
    private static final int END_OF_PRELUDE = 8;
    private static final String COOKIE = "set-cookie";

    private HttpEventResponse() {}

    /** What comes before a streamed body: status and headers, and the zeros that end them. */
    static byte[] prelude(Response response) {
        byte[] json = bytes(head(response));
        byte[] prelude = new byte[json.length + END_OF_PRELUDE];
        System.arraycopy(json, 0, prelude, 0, json.length);
        return prelude;
    }

    /** The answer as one object. */
    static byte[] whole(Response response, byte[] body) {
        ObjectNode reply = head(response);
        boolean text = isText(response.headers().getOrDefault("content-type", ""));
        reply.put(
                "body",
                text
                        ? new String(body, StandardCharsets.UTF_8)
                        : Base64.getEncoder().encodeToString(body));
        reply.put("isBase64Encoded", !text);
        return bytes(reply);
    }

    /** Version 2 reads cookies apart from headers, version 1 headers with several values; each ignores the other's. */
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
