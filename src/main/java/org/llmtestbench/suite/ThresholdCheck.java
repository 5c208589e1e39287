package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.math.MathContext;
import org.llmtestbench.provider.CompletionResponse;

/** Checks a number of the response. */
public record ThresholdCheck(Measure measure, Range range) implements Check {
    /** The checked number. */
    public enum Measure {
        /** Output tokens per second; in a stream, after the first token. */
        TOKENS_PER_SECOND("tokens-per-second", ""),
        /** Output tokens, including reasoning. */
        TOKENS("tokens", ""),
        /** US dollars. */
        COST("cost", " USD");

        private final String key;
        private final String unit;

        Measure(String key, String unit) {
            this.key = key;
            this.unit = unit;
        }

        /** The name of the check in a suite. */
        public String key() {
            return key;
        }

        /** Null if it is not known. */
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
    public CheckOutcome evaluate(CheckedResponse response) {
        BigDecimal value = measure.of(response.response());
        if (value == null) {
            return CheckOutcome.unknown(
                    measure.key() + " is not known" + (measure == Measure.COST ? ": no price" : ""));
        }
        String shown = value.round(new MathContext(6)).toPlainString();
        return CheckOutcome.of(
                range.contains(value),
                measure.key() + " " + shown + measure.unit + ", expected " + range.describe(measure.unit));
    }
}
