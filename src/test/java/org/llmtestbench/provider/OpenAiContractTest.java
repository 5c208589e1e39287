package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenAiContractTest extends ProviderContract {
    @Override
    protected String provider() {
        return "openai";
    }

    @Test
    void exact_token_counts_are_not_supported() {
        CompletionRequest request =
                CompletionRequest.builder().model("a-model").user("Hello").build();
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> providers
                        .named("openai", Map.of())
                        .countTokens(request)
                        .await()
                        .indefinitely());
        assertThat(failure).hasMessageStartingWith("openai cannot count tokens exactly");
        assertThat(failure.failure()).isEqualTo(Failure.USAGE);
    }

    @Override
    protected String whole() {
        return """
                {"id":"id-1","object":"chat.completion","model":"a-model-2026","choices":[{"index":0,
                 "message":{"role":"assistant","content":"Hello there","refusal":null},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}""";
    }

    @Override
    protected List<String> stream() {
        return List.of(
                chunk(
                        "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]",
                        "null"),
                chunk("[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]", "null"),
                chunk("[{\"index\":0,\"delta\":{\"content\":\" there\"},\"finish_reason\":null}]", "null"),
                chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null"),
                chunk("[]", "{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}"),
                "data: [DONE]\n\n");
    }

    private static String chunk(String choices, String usage) {
        return "data: {\"id\":\"id-1\",\"object\":\"chat.completion.chunk\",\"model\":\"a-model-2026\",\"choices\":"
                + choices + ",\"usage\":" + usage + "}\n\n";
    }

    @Override
    protected int eventsBeforeText() {
        return 1;
    }

    @Override
    protected String error(String type, String code, String message) {
        return "{\"error\":{\"type\":\"%s\",\"code\":%s,\"message\":\"%s\"}}"
                .formatted(type, code == null ? null : '"' + code + '"', message);
    }

    @Override
    protected String models() {
        return "{\"object\":\"list\",\"data\":[{\"id\":\"a-model\",\"object\":\"model\"}]}";
    }
}
