package org.llmtestbench.function.lambda;

import java.time.Duration;

/**
 * One event that is to be answered.
 *
 * @param id AWS's
 * @param event JSON
 * @param timeLeft until AWS ends the process
 */
record Invocation(String id, byte[] event, Duration timeLeft) {
    private static final Duration FOR_THE_END_OF_A_CALL = Duration.ofSeconds(1);
    private static final Duration FOR_A_REPORT = Duration.ofSeconds(5);

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
        Duration fifth = timeLeft.dividedBy(5);
        return timeLeft.minus(fifth.compareTo(reserve) < 0 ? fifth : reserve);
    }
}
