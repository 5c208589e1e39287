package org.llmtestbench.suite;

/** Whether the model declines to answer, by its own word or a content filter's. */
public record RefusalCheck(boolean wanted) implements Check {
    @Override
    public String type() {
        return "is-refusal";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        return CheckOutcome.of(
                response.refused() == wanted,
                response.refused()
                        ? "the model refused: " + response.quoted()
                        : "answered, no refusal: " + response.quoted());
    }

    @Override
    public boolean isRefusalCheck() {
        return true;
    }
}
