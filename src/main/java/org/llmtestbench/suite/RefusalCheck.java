package org.llmtestbench.suite;

/** Checks whether the model refused to answer, or a content filter stopped the answer. */
public record RefusalCheck(boolean expected) implements Check {
    @Override
    public String type() {
        return "is-refusal";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        return CheckOutcome.of(
                response.refused() == expected,
                response.refused()
                        ? "the model refused: " + response.quoted()
                        : "the model answered: " + response.quoted());
    }

    @Override
    public boolean isRefusalCheck() {
        return true;
    }
}
