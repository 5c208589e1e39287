package org.llmtestbench.simulator;

import java.time.Duration;

/** A part of a body that is sent at once, and the wait before it. */
record TimedChunk(String text, Duration pause) {
    static TimedChunk now(String text) {
        return new TimedChunk(text, Duration.ZERO);
    }

    /** Whole milliseconds, never fewer than asked for: the timer knows nothing finer. */
    long pauseMillis() {
        return (pause.toNanos() + 999_999) / 1_000_000;
    }
}
