package org.llmtestbench.suite;

/** Checks that the answer equals a text, ignoring leading and trailing blanks. */
public record EqualsCheck(String text) implements Check {
    @Override
    public String type() {
        return "equals";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        return CheckOutcome.of(
                response.text().equals(text.strip()),
                "compared " + response.quoted() + " with " + CheckedResponse.quoted(text));
    }
}
