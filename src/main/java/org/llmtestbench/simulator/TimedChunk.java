package org.llmtestbench.simulator;

import java.time.Duration;

/** A part of a body and the delay before it is sent. */
record TimedChunk(String text, Duration delay) {
    static TimedChunk now(String text) {
        return new TimedChunk(text, Duration.ZERO);
    }

    /** The delay rounded up to milliseconds, the resolution of the timer. */
    long delayMillis() {
        return (delay.toNanos() + 999_999) / 1_000_000;
    }
}
