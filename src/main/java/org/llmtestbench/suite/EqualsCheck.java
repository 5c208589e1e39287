package org.llmtestbench.suite;

/** The whole text of the answer, but for blanks around it. */
public record EqualsCheck(String text) implements Check {
    @Override
    public String type() {
        return "equals";
    }

    @Override
    public CheckOutcome look(CheckedResponse answer) {
        return CheckOutcome.of(
                answer.text().equals(text.strip()),
                "compared " + answer.quoted() + " with " + CheckedResponse.quoted(text));
    }
}
