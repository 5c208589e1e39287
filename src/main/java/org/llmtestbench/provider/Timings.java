package org.llmtestbench.provider;

import java.time.Duration;

/**
 * The timings of the successful attempt, measured with a monotonic clock.
 *
 * @param connect DNS, TCP and TLS; zero for a reused connection, null when unknown; part of {@code total}
 * @param ttft until the first token of any kind, text or reasoning; null when not streamed
 * @param ttfo until the first visible text; null when not streamed
 * @param total until the end of the answer
 * @param waited the time of waits and failed attempts before this one; not part of {@code total}
 * @param maxGap the longest pause between two deltas; null when not streamed or with less than two deltas
 */
public record Timings(
        Duration connect, Duration ttft, Duration ttfo, Duration total, Duration waited, Duration maxGap) {

    /** Returns the ms per output token after the first; null when not streamed or with fewer than two tokens. */
    public Double tpotMs(TokenUsage usage) {
        if (ttft == null || usage == null || usage.completion() < 2) {
            return null;
        }
        return millis(total.minus(ttft)) / (usage.completion() - 1);
    }

    /** Returns output tokens per second; when streamed, only after the first token. Null when unknown. */
    public Double tokensPerSecond(TokenUsage usage) {
        if (usage == null) {
            return null;
        }
        double millis = millis(ttft == null ? total : total.minus(ttft));
        long tokens = ttft == null ? usage.completion() : usage.completion() - 1;
        return tokens < 1 || millis <= 0 ? null : tokens / millis * 1000;
    }

    /** Converts a duration to fractional milliseconds; null stays null. */
    public static Double millis(Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e6;
    }
}
