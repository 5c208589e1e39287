package org.llmtestbench.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Response bodies of OpenAI, and a JSON parser for tests. */
final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String DONE = "data: [DONE]\n\n";

    private Bodies() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not valid JSON: " + text, e);
        }
    }

    /** A complete response with usage. */
    static String whole(String text) {
        return whole("{\"role\":\"assistant\",\"content\":" + quoted(text) + ",\"refusal\":null}", "stop");
    }

    /** A complete response with this message object and finish reason. */
    static String whole(String message, String finishReason) {
        return """
                {"id":"chatcmpl-1","object":"chat.completion","created":1795000000,"model":"gpt-6-luna-2026-09-01",
                 "choices":[{"index":0,"message":%s,"logprobs":null,"finish_reason":%s}],
                 "usage":%s,"service_tier":"default"}
                """.formatted(message, quoted(finishReason), usage());
    }

    /** A complete stream: role, text deltas, finish reason, usage and terminator. */
    static String stream(String... pieces) {
        return role() + texts(pieces) + finish("stop") + usageChunk() + DONE;
    }

    static String role() {
        return delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
    }

    static String texts(String... pieces) {
        return Arrays.stream(pieces)
                .map(piece -> delta("{\"content\":" + quoted(piece) + "}"))
                .collect(Collectors.joining());
    }

    static String delta(String delta) {
        return chunk("[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]", "null");
    }

    static String finish(String reason) {
        return chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":" + quoted(reason) + "}]", "null");
    }

    static String usageChunk() {
        return chunk("[]", usage());
    }

    private static String usage() {
        return """
                {"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,\
                "prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":3}}""";
    }

    private static String chunk(String choices, String usage) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-6-luna-2026-09-01\","
                + "\"choices\":" + choices + ",\"usage\":" + usage + "}\n\n";
    }

    static String error(String type, String code, String message) {
        return "{\"error\":{\"message\":%s,\"type\":%s,\"param\":null,\"code\":%s}}"
                .formatted(quoted(message), quoted(type), quoted(code));
    }

    private static String quoted(String text) {
        return text == null ? "null" : TextNode.valueOf(text).toString();
    }
}
