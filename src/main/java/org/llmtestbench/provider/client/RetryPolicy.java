package org.llmtestbench.provider.client;

import java.time.Duration;
import java.util.Optional;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.ProviderSettings;

/** Decides, by one endpoint's numbers, whether a call is tried once more. */
record RetryPolicy(ProviderSettings settings) {
    /**
     * The same failure: with a wait when there is to be another attempt, else with what to do about it.
     *
     * @param failed attempts so far
     * @param spoke whether anything of an answer was handed over, which can't be taken back
     */
    ProviderException judge(ProviderException failure, int failed, boolean spoke, Deadline deadline) {
        if (!failure.isRetryable() || spoke || failed > settings.maxRetries()) {
            return failure;
        }
        Wait wait = Backoff.after(failed, failure);
        return obstacle(wait.time(), deadline)
                .map(obstacle -> failure.hint("Try again in " + ErrorMessages.spoken(wait.time()) + "; " + obstacle))
                .orElseGet(() -> failure.withNextDelay(wait));
    }

    private Optional<String> obstacle(Duration wait, Deadline deadline) {
        if (wait.compareTo(settings.maxRetryWait()) > 0) {
            return Optional.of("waits here are limited to " + ErrorMessages.spoken(settings.maxRetryWait())
                    + " (max_retry_wait).");
        }
        return deadline.allows(wait)
                ? Optional.empty()
                : Optional.of("that is too late for the deadline (" + deadline + ").");
    }
}
