package org.llmtestbench.suite;

/** Whether the model declines to answer, by its own word or a content filter's. */
public record RefusalCheck(boolean wanted) implements Check {
    @Override
    public String type() {
        return "is-refusal";
    }

    @Override
    public CheckOutcome look(CheckedResponse answer) {
        return CheckOutcome.of(
                answer.refused() == wanted,
                answer.refused()
                        ? "the model refused: " + answer.quoted()
                        : "answered, no refusal: " + answer.quoted());
    }

    @Override
    public boolean isAboutRefusals() {
        return true;
    }
}
