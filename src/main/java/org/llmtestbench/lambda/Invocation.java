package org.llmtestbench.lambda;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One event that is to be answered.
 *
 * @param id AWS's
 * @param event JSON
 * @param end when AWS ends the process, on the clock
 */
record Invocation(String id, byte[] event, long end, LongSupplier nanoTime) {
    private static final Duration FOR_THE_END_OF_A_CALL = Duration.ofSeconds(1);
    private static final Duration FOR_A_REPORT = Duration.ofSeconds(5);

    /** An event that came just now. */
    static Invocation of(String id, byte[] event, Duration timeLeft) {
        return new Invocation(id, event, System.nanoTime() + timeLeft.toNanos(), System::nanoTime);
    }

    /** What is left of the time; never less than none. */
    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    /** How long a call may take, so that there is time to say what became of it. */
    Duration forCall() {
        return less(FOR_THE_END_OF_A_CALL);
    }

    /** How long a suite may take, so that there is time to write and store its report. */
    Duration forRun() {
        return less(FOR_A_REPORT);
    }

    /** A fifth of a short time, not all of it. */
    private Duration less(Duration reserve) {
        Duration left = timeLeft();
        Duration fifth = left.dividedBy(5);
        return left.minus(fifth.compareTo(reserve) < 0 ? fifth : reserve);
    }
}
