package org.llmtestbench.provider.anthropic;

import java.util.List;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.SseEventHandler;
import org.llmtestbench.provider.client.StreamFuzz;
import org.llmtestbench.resilience.Wording;

class MessagesStreamFuzzTest extends StreamFuzz {
    private static final String ALL_EVENTS = """
            event: message_start
            data: {"type":"message_start","message":{"id":"a","type":"message","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":1,"cache_read_input_tokens":2,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm, "}}

            event: ping
            data: {"type":"ping"}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Καλη"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,
            data: "delta":{"type":"text_delta","text":"μέρα 바다 🥁"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"category":"x","explanation":"No."}},"usage":{"output_tokens":12,"output_tokens_details":{"thinking_tokens":3}}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    @Override
    protected SseEventHandler reader(CallAttempt attempt) {
        return new MessagesStream(attempt);
    }

    @Override
    protected void read(byte[] whole, CallAttempt attempt) {
        MessagesResponse.read(whole, attempt);
    }

    @Override
    protected List<String> streams() {
        Wording wording = Wording.ANTHROPIC;
        return List.of(
                ALL_EVENTS,
                ALL_EVENTS.replaceAll("event: .*\n", ""),
                wording.stream("Hello", " there"),
                wording.errorEvent("overloaded_error", null, "Later."),
                "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\"}");
    }
}
