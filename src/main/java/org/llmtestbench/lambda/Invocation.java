package org.llmtestbench.lambda;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One invocation of the function.
 *
 * @param id the request id of AWS
 * @param event the event as JSON
 * @param deadline the deadline of the invocation in {@code nanoTime}
 */
record Invocation(String id, byte[] event, long deadline, LongSupplier nanoTime) {
    private static final Duration CALL_RESERVE = Duration.ofSeconds(1);
    private static final Duration REPORT_RESERVE = Duration.ofSeconds(5);

    /** An invocation that starts now. */
    static Invocation of(String id, byte[] event, Duration timeLeft) {
        return new Invocation(id, event, System.nanoTime() + timeLeft.toNanos(), System::nanoTime);
    }

    /** The remaining time; never negative. */
    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
    }

    /** The time limit of a call, which leaves time to send the response. */
    Duration forCall() {
        return withReserve(CALL_RESERVE);
    }

    /** The time limit of a run, which leaves time to write and store its report. */
    Duration forRun() {
        return withReserve(REPORT_RESERVE);
    }

    /** Reserves at most a fifth of the remaining time. */
    private Duration withReserve(Duration reserve) {
        Duration left = timeLeft();
        Duration fifth = left.dividedBy(5);
        return left.minus(fifth.compareTo(reserve) < 0 ? fifth : reserve);
    }
}
