package org.llmtestbench.suite;

/** The whole text of the answer, but for blanks around it. */
public record EqualsCheck(String text) implements Check {
    @Override
    public String type() {
        return "equals";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        return CheckOutcome.of(
                response.text().equals(text.strip()),
                "compared " + response.quoted() + " with " + CheckedResponse.quoted(text));
    }
}
