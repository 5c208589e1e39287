package org.llmtestbench.suite;

/** A check of an answer. Each kind of check is a record. Evaluating a check makes no call. */
public sealed interface Check
        permits Check.Not,
                ContainsCheck,
                EqualsCheck,
                StartsWithCheck,
                RegexCheck,
                JsonCheck,
                JsonPathCheck,
                LengthCheck,
                FinishReasonCheck,
                RefusalCheck,
                LatencyCheck,
                ThresholdCheck,
                ModelCheck,
                RubricCheck {
    /** The name of the check in a suite, such as {@code icontains}. */
    String type();

    /** Evaluates the check for one answer. */
    CheckOutcome evaluate(CheckedResponse response);

    /** Whether this is a check of refusals; a case without such a check fails on a refusal. */
    default boolean isRefusalCheck() {
        return false;
    }

    /** The opposite of another check. */
    record Not(Check check) implements Check {
        @Override
        public String type() {
            return "not-" + check.type();
        }

        @Override
        public CheckOutcome evaluate(CheckedResponse response) {
            return check.evaluate(response).negated();
        }

        @Override
        public boolean isRefusalCheck() {
            return check.isRefusalCheck();
        }
    }
}
