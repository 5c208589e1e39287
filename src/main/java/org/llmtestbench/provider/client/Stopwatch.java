package org.llmtestbench.provider.client;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.llmtestbench.provider.Timings;

/** Takes the times of one attempt, from the moment its request goes to the HTTP client. Monotonic clock. */
final class Stopwatch {
    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private long start;
    private Duration connect;
    private long firstToken = NEVER;
    private long firstText = NEVER;
    private long lastToken = NEVER;
    private long lastLife = NEVER;
    private long maxGap = NEVER;
    private long end = NEVER;
    private long heldSince = NEVER;
    private long held;

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** A connection is there; connecting took no time when it was there before. */
    void connected(boolean newConnection) {
        connect = newConnection ? soFar() : Duration.ZERO;
    }

    /** Leaves a wait out that began at {@code from} and ends now, as if the attempt had begun so much later. */
    Duration skip(long from) {
        long wait = nanoTime.getAsLong() - from;
        start += wait;
        return Duration.ofNanos(wait);
    }

    /** A token came: text, reasoning, a refusal or a piece of a tool call. */
    void token(boolean visibleText) {
        long now = nanoTime.getAsLong();
        if (lastToken != NEVER) {
            maxGap = Math.max(maxGap, now - lastToken);
        } else {
            firstToken = now;
        }
        lastToken = now;
        if (visibleText && firstText == NEVER) {
            firstText = now;
        }
    }

    /** Something came, whatever it is. */
    void life() {
        lastLife = nanoTime.getAsLong();
    }

    /** From now on it is our fault that nothing comes. */
    void hold() {
        heldSince = nanoTime.getAsLong();
    }

    /** The provider may go on; returns for how long it was held in all. */
    Duration release() {
        long now = nanoTime.getAsLong();
        held += heldSince == NEVER ? 0 : now - heldSince;
        heldSince = NEVER;
        lastLife = now;
        lastToken = lastToken == NEVER ? NEVER : now;
        return Duration.ofNanos(held);
    }

    /** For how long it was held, this moment included. */
    Duration held() {
        return Duration.ofNanos(held + (isHeld() ? nanoTime.getAsLong() - heldSince : 0));
    }

    /** Whether it is held at this moment. */
    boolean isHeld() {
        return heldSince != NEVER;
    }

    /** How long nothing came, not even a comment. */
    Duration silence() {
        if (isHeld()) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(nanoTime.getAsLong() - (lastLife == NEVER ? start : lastLife));
    }

    /** How long it runs by now. */
    Duration soFar() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** The answer ended, or failed; only the first call counts. */
    void stop() {
        if (end == NEVER) {
            end = nanoTime.getAsLong();
        }
    }

    boolean sawToken() {
        return firstToken != NEVER;
    }

    Duration total() {
        return since(start, end);
    }

    long start() {
        return start;
    }

    Duration startedAfter(long earlier) {
        return Duration.ofNanos(start - earlier);
    }

    Timings timings(Duration waited) {
        return new Timings(
                connect,
                since(start, firstToken),
                since(start, firstText),
                total(),
                waited,
                maxGap == NEVER ? null : Duration.ofNanos(maxGap));
    }

    private static Duration since(long start, long then) {
        return then == NEVER ? null : Duration.ofNanos(then - start);
    }
}
