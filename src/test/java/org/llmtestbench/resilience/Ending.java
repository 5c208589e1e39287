package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * How a call ended.
 *
 * @param response what was received, be it partial; null when nothing was
 * @param thrown null when all is well
 * @param spoken the text that was handed over piece by piece
 * @param took from the call to its end
 */
record Ending(CompletionResponse response, ProviderException thrown, String spoken, Duration took) {

    Failure failure() {
        return thrown == null ? null : thrown.failure();
    }

    List<Attempt> attempts() {
        return response.attempts();
    }

    /** Asserts a success with this text. */
    void assertAnswers(String text) {
        assertThat(thrown).isNull();
        assertThat(response.content()).isEqualTo(text);
    }

    /** Asserts the failure, and that the journal tells of so many attempts. */
    void assertFails(Failure failure, int attempts) {
        assertThat(thrown).as("it answered %s", response).isNotNull();
        assertThat(thrown.failure())
                .as("%s, caused by %s", thrown, thrown.getCause())
                .isEqualTo(failure);
        assertThat(response.attempts()).hasSize(attempts);
    }
}
