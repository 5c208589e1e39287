package org.llmtestbench.provider.client;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.SplittableRandom;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;

/** How long to wait between attempts: the provider's word, else 1 s · 2ⁿ up to 60 s less up to a quarter of jitter. */
public final class Backoff implements CustomBackoffStrategy {
    private static final long FIRST_MILLIS = 1000;
    private static final long LONGEST_MILLIS = 60_000;

    /** @param failed attempts that failed so far, at least 1 */
    static Wait after(int failed, ProviderException failure) {
        return failure.retryAfter()
                .map(asked -> new Wait(asked, "retry-after"))
                .orElseGet(() -> new Wait(exponential(failed, random()), "backoff"));
    }

    /** Of now: a generator that lives on would be the same in all processes that start from one snapshot. */
    private static double random() {
        return new SplittableRandom(System.nanoTime()).nextDouble();
    }

    /** @param random 0 to 1 */
    static Duration exponential(int failed, double random) {
        long millis = failed > 6 ? LONGEST_MILLIS : Math.min(LONGEST_MILLIS, FIRST_MILLIS << (failed - 1));
        return Duration.ofMillis(Math.round(millis * (1 - random / 4)));
    }

    @Override
    public void init(long initialDelayInMillis) {
        // the numbers come with the failure
    }

    @Override
    public long nextDelayInMillis(Throwable failure) {
        return failure instanceof ProviderException e
                ? e.nextWait().map(wait -> wait.time().toMillis()).orElse(0L)
                : 0;
    }
}
