package org.llmtestbench.provider.wire;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** So many a minute, handed out in order: who comes too early is told how long to wait, and may then go. */
final class Rate {
    private final String name;
    private final Bucket bucket;

    /**
     * A bucket that holds a tenth of a minute, so that the burst after a pause stays small.
     *
     * @param name of the setting
     * @param perMinute 0 for no limit
     */
    Rate(String name, int perMinute, TimeMeter clock) {
        this.name = name;
        this.bucket = perMinute == 0
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(Math.max(1, perMinute / 10))
                                .refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .withCustomTimePrecision(clock)
                        .build();
    }

    /** Of the setting, such as {@code requests_per_minute}. */
    String name() {
        return name;
    }

    boolean isLimited() {
        return bucket != null;
    }

    /**
     * Takes {@code count} out, into debt where there is not enough.
     *
     * @return how long to wait until the debt is paid; zero when there is none
     */
    Duration take(long count) {
        return bucket == null || count == 0 ? Duration.ZERO : Duration.ofNanos(bucket.consumeIgnoringRateLimits(count));
    }

    /** Puts back what was not used. */
    void putBack(long count) {
        if (bucket != null && count > 0) {
            bucket.addTokens(count);
        }
    }
}
