package org.llmtestbench.function.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.auth.Asked;
import org.llmtestbench.provider.CompletionRequest;

class MaxTokensLimitTest {
    @Test
    void the_limit_is_the_maximum_and_the_default_of_max_tokens() {
        MaxTokensLimit limit = new MaxTokensLimit(100);
        assertThat(limit.of(request(null)).maxTokens()).isEqualTo(100);
        assertThat(limit.of(request(100)).maxTokens()).isEqualTo(100);
        assertThat(limit.of(request(1)).maxTokens()).isEqualTo(1);
        assertThat(new MaxTokensLimit(0).of(request(null)).maxTokens()).isNull();
        HttpProblemException refused = catchThrowableOfType(HttpProblemException.class, () -> limit.of(request(101)));
        assertThat(Asked.text(refused))
                .isEqualTo("422 max_tokens is 101, but the maximum of this server is 100.\n"
                        + "Use a lower value, or omit max_tokens to use 100.");
    }

    private static CompletionRequest request(Integer maxTokens) {
        return CompletionRequest.builder()
                .model("m")
                .user("Hello")
                .maxTokens(maxTokens)
                .build();
    }
}
