package org.llmtestbench.function.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.auth.Asked;
import org.llmtestbench.provider.CompletionRequest;

class MaxTokensLimitTest {
    @Test
    void an_answer_may_be_so_long_and_is_so_long_where_nobody_says() {
        MaxTokensLimit longest = new MaxTokensLimit(100);
        assertThat(longest.of(request(null)).maxTokens()).isEqualTo(100);
        assertThat(longest.of(request(100)).maxTokens()).isEqualTo(100);
        assertThat(longest.of(request(1)).maxTokens()).isEqualTo(1);
        assertThat(new MaxTokensLimit(0).of(request(null)).maxTokens()).isNull();
        HttpProblemException refused = catchThrowableOfType(HttpProblemException.class, () -> longest.of(request(101)));
        assertThat(Asked.told(refused))
                .isEqualTo("422 max_tokens is 101, and may be 100 at most here.\n"
                        + "Ask for less; without max_tokens, 100 is sent.");
    }

    private static CompletionRequest request(Integer maxTokens) {
        return CompletionRequest.builder()
                .model("m")
                .user("Hello")
                .maxTokens(maxTokens)
                .build();
    }
}
