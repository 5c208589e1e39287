package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import org.llmtestbench.provider.Timings;

/**
 * Checks a duration of the successful attempt, without earlier attempts and waits.
 *
 * @param millis the range in milliseconds
 */
public record LatencyCheck(Measure measure, Range millis) implements Check {
    /** The measured duration. */
    public enum Measure {
        /** From the request to the end of the answer. */
        LATENCY("latency"),
        /** From the request to the first token of a streamed answer. */
        TTFT("ttft");

        private final String key;

        Measure(String key) {
            this.key = key;
        }

        /** The name of the check in a suite. */
        public String key() {
            return key;
        }

        private Duration of(Timings timings) {
            return this == LATENCY ? timings.total() : timings.ttft();
        }
    }

    @Override
    public String type() {
        return measure.key();
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        Timings timings = response.response().timings();
        Duration time = timings == null ? null : measure.of(timings);
        if (time == null) {
            return CheckOutcome.unknown(
                    measure == Measure.TTFT
                            ? "the time to first token is unknown, because the answer was not streamed"
                            : "the duration of the answer is unknown");
        }
        BigDecimal actual = BigDecimal.valueOf(time.toNanos(), 6);
        return CheckOutcome.of(
                millis.contains(actual),
                measure.key() + " " + Math.round(actual.doubleValue()) + " ms, expected " + millis.describe(" ms"));
    }
}
