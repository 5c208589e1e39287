package org.llmtestbench.provider;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
class AnthropicContractTest extends ProviderContract {
    @Override
    protected String provider() {
        return "anthropic";
    }

    @Override
    protected String whole() {
        return """
                {"id":"id-1","type":"message","role":"assistant","model":"a-model-2026",
                 "content":[{"type":"text","text":"Hello there","citations":null}],
                 "stop_reason":"end_turn","stop_sequence":null,"stop_details":null,
                 "usage":{"input_tokens":9,"output_tokens":2,"cache_read_input_tokens":0,
                  "cache_creation_input_tokens":0,"output_tokens_details":null}}""";
    }

    @Override
    protected List<String> stream() {
        return List.of(
                event(
                        "message_start",
                        ",\"message\":{\"id\":\"id-1\",\"type\":\"message\",\"model\":\"a-model-2026\",\"content\":[],"
                                + "\"stop_reason\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}"),
                event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
                event("ping", ""),
                text("Hello"),
                text(" there"),
                event("content_block_stop", ",\"index\":0"),
                event(
                        "message_delta",
                        ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                                + "\"usage\":{\"output_tokens\":2}"),
                event("message_stop", ""));
    }

    private static String text(String piece) {
        return event(
                "content_block_delta", ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}");
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
    }

    @Override
    protected int eventsBeforeText() {
        return 3;
    }

    @Override
    protected String error(String type, String code, String message) {
        String details = code == null ? "" : ",\"details\":{\"error_code\":\"" + code + "\"}";
        return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"%s},\"request_id\":\"req_1\"}"
                .formatted(type, message, details);
    }

    @Override
    protected String models() {
        return "{\"data\":[{\"type\":\"model\",\"id\":\"a-model\"}],\"has_more\":false,\"last_id\":\"a-model\"}";
    }
}
