package org.llmtestbench.provider.openai;

import java.util.List;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.SseEventHandler;
import org.llmtestbench.provider.client.StreamFuzz;
import org.llmtestbench.resilience.Wording;

class ChatStreamReaderFuzzTest extends StreamFuzz {
    private static final String ALL_MEMBERS = """
            : PROCESSING

            data: {"id":"a","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

            data: {"id":"a","choices":[{"index":0,"delta":{"reasoning_content":"Hm, ","reasoning":"Hm, "}},{"index":1,"delta":{"content":"B"}}]}

            data: {"id":"a","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"text":"so"}]},{"type":"text","text":"Καλημέρα"}]}}]}

            data: {"id":"a","choices":[{"index":0,
            data: "delta":{"content":" 바다 🥁"}}],"x_groq":{"usage":{"prompt_tokens":1,"completion_tokens":2}}}

            data: {"id":"a","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}}]}

            id: 7
            retry: 10
            data: {"choices":[{"index":0,"delta":{"refusal":null},"finish_reason":"tool_calls","usage":{"cached_tokens":3}}]}

            data: {"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":2,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":1}}}

            data: [DONE]

            """;

    @Override
    protected SseEventHandler reader(CallAttempt attempt) {
        return new ChatStreamReader(attempt);
    }

    @Override
    protected void read(byte[] whole, CallAttempt attempt) {
        ChatStreamReader.readWhole(whole, attempt);
    }

    @Override
    protected List<String> streams() {
        Wording wording = Wording.OPENAI;
        return List.of(
                ALL_MEMBERS,
                wording.stream("Hello", " there"),
                wording.errorEvent("server_error", "overloaded", "Later."),
                "{\"id\":\"a\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}");
    }
}
