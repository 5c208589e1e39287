package org.llmtestbench.provider;

import java.time.Duration;

/**
 * When things happened, of the attempt that answered, on a monotonic clock.
 *
 * @param connect DNS, TCP and TLS; zero on a reused connection, null when unknown; inside {@code total}
 * @param ttft until the first token of any kind, text or reasoning; null for whole answers
 * @param ttfo until the first visible text; null for whole answers
 * @param total until the end of the answer
 * @param waited waits and failed attempts before this one: what the caller waited beyond {@code total}
 * @param maxGap the longest pause between two deltas; null for whole answers and single deltas
 */
public record Timings(
        Duration connect, Duration ttft, Duration ttfo, Duration total, Duration waited, Duration maxGap) {

    /** Time per output token after the first, in ms; null when not streamed or with fewer than two tokens. */
    public Double tpotMs(TokenUsage usage) {
        if (ttft == null || usage == null || usage.completion() < 2) {
            return null;
        }
        return millis(total.minus(ttft)) / (usage.completion() - 1);
    }

    /** Output tokens per second, of the whole answer or, when streamed, after the first token; null when unknown. */
    public Double tokensPerSecond(TokenUsage usage) {
        if (usage == null) {
            return null;
        }
        double millis = millis(ttft == null ? total : total.minus(ttft));
        long tokens = ttft == null ? usage.completion() : usage.completion() - 1;
        return tokens < 1 || millis <= 0 ? null : tokens / millis * 1000;
    }

    /** A duration as fractional milliseconds; null stays null. */
    public static Double millis(Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e6;
    }
}
