package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.math.MathContext;
import org.llmtestbench.provider.CompletionResponse;

/** A number of the result. */
public record ThresholdCheck(Measure measure, Range range) implements Check {
    /** What is measured. */
    public enum Measure {
        /** Output tokens a second, after the first where the answer was streamed. */
        TOKENS_PER_SECOND("tokens-per-second", ""),
        /** Output tokens, reasoning included. */
        TOKENS("tokens", ""),
        /** US dollars. */
        COST("cost", " USD");

        private final String key;
        private final String unit;

        Measure(String key, String unit) {
            this.key = key;
            this.unit = unit;
        }

        /** The key in a suite's file. */
        public String key() {
            return key;
        }

        /** Null when it is not known. */
        private BigDecimal of(CompletionResponse response) {
            return switch (this) {
                case TOKENS ->
                    response.usage() == null
                            ? null
                            : BigDecimal.valueOf(response.usage().completion());
                case COST -> response.costUsd();
                case TOKENS_PER_SECOND -> speed(response);
            };
        }

        private static BigDecimal speed(CompletionResponse response) {
            Double speed =
                    response.timings() == null ? null : response.timings().tokensPerSecond(response.usage());
            return speed == null ? null : BigDecimal.valueOf(speed);
        }
    }

    @Override
    public String type() {
        return measure.key();
    }

    @Override
    public CheckOutcome look(CheckedResponse answer) {
        BigDecimal value = measure.of(answer.response());
        if (value == null) {
            return CheckOutcome.unknown(
                    measure.key() + " is not known" + (measure == Measure.COST ? ": no price" : ""));
        }
        String shown = value.round(new MathContext(6)).toPlainString();
        return CheckOutcome.of(
                range.holds(value),
                measure.key() + " " + shown + measure.unit + ", wanted " + range.spoken(measure.unit));
    }
}
