package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import org.llmtestbench.provider.Timings;

/**
 * How long the attempt that answered took; waits and attempts before it are not the model's.
 *
 * @param millis the bounds
 */
public record LatencyCheck(Measure measure, Range millis) implements Check {
    /** What is measured. */
    public enum Measure {
        /** Until the end of the answer. */
        LATENCY("latency"),
        /** Until the first token of a stream. */
        TTFT("ttft");

        private final String key;

        Measure(String key) {
            this.key = key;
        }

        /** The key in a suite's file. */
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
    public CheckOutcome look(CheckedResponse response) {
        Timings timings = response.response().timings();
        Duration time = timings == null ? null : measure.of(timings);
        if (time == null) {
            return CheckOutcome.unknown(
                    measure == Measure.TTFT
                            ? "no first token was timed: the answer was not streamed"
                            : "the answer was not timed");
        }
        BigDecimal took = BigDecimal.valueOf(time.toNanos(), 6);
        return CheckOutcome.of(
                millis.holds(took),
                measure.key() + " " + Math.round(took.doubleValue()) + " ms, wanted " + millis.spoken(" ms"));
    }
}
