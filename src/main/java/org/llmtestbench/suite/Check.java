package org.llmtestbench.suite;

/** Something that an answer is expected to be; one family of them a record. Looking costs no call. */
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
    /** As the suite's file names it, such as {@code icontains}. */
    String type();

    /** Looks at one answer. */
    CheckOutcome look(CheckedResponse response);

    /** Whether it says anything of refusals; where none does, a refusal fails. */
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
        public CheckOutcome look(CheckedResponse response) {
            return check.look(response).negated();
        }

        @Override
        public boolean isRefusalCheck() {
            return check.isRefusalCheck();
        }
    }
}
