package org.llmtestbench.provider.client;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Limits how much goes to one endpoint in a minute. A number limits the calls that carry it or a lower one: what a call
 * takes, it takes from its own bucket and from that of every higher number. Not thread-safe.
 */
final class RateLimiter {
    /** The number of a call that has no limit and takes nothing. */
    static final int NONE = 0;

    private static final double MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private final TimeMeter clock;
    private final NavigableMap<Integer, Bucket> buckets = new TreeMap<>();

    /** @param name of the setting, such as {@code requests_per_minute} */
    RateLimiter(String name, TimeMeter clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Of the setting. */
    String name() {
        return name;
    }

    /**
     * Takes {@code count}, on credit where there is not enough.
     *
     * @return how long to wait until the credit is paid back; zero when none was needed
     */
    Duration take(int perMinute, long count) {
        long wait = 0;
        if (count > 0) {
            for (Bucket bucket : counting(perMinute).values()) {
                wait = Math.max(wait, bucket.consumeIgnoringRateLimits(count));
            }
        }
        return Duration.ofNanos(wait);
    }

    /** Puts back what was not used. */
    void putBack(int perMinute, long count) {
        if (count > 0) {
            counting(perMinute).values().forEach(bucket -> bucket.addTokens(count));
        }
    }

    /** About how long it takes until so much is there; takes nothing. */
    Duration timeUntil(int perMinute, long count) {
        double wait = 0;
        for (Map.Entry<Integer, Bucket> each : counting(perMinute).entrySet()) {
            long missing = count - each.getValue().getAvailableTokens();
            wait = Math.max(wait, missing * MINUTE / each.getKey());
        }
        return Duration.ofNanos((long) wait);
    }

    private Map<Integer, Bucket> counting(int perMinute) {
        if (perMinute == NONE) {
            return Map.of();
        }
        if (!buckets.containsKey(perMinute)) {
            buckets.put(perMinute, bucket(perMinute));
        }
        return buckets.tailMap(perMinute, true);
    }

    /**
     * It holds a tenth of a minute, so that the burst after a pause stays small. What lower numbers have taken is not there
     * any more.
     */
    private Bucket bucket(int perMinute) {
        long capacity = Math.max(1, perMinute / 10);
        Map.Entry<Integer, Bucket> lower = buckets.lowerEntry(perMinute);
        long taken = lower == null
                ? 0
                : Math.max(1, lower.getKey() / 10) - lower.getValue().getAvailableTokens();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity)
                        .refillGreedy(perMinute, Duration.ofMinutes(1))
                        .initialTokens(Math.max(0, capacity - taken)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
