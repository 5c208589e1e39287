package org.llmtestbench.suite;

/** Checks that the answer begins with a text, ignoring leading blanks. */
public record StartsWithCheck(String text) implements Check {
    @Override
    public String type() {
        return "starts-with";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        return CheckOutcome.of(
                response.text().startsWith(text.stripLeading()),
                "looked for " + CheckedResponse.quoted(text) + " at the beginning of " + response.quoted());
    }
}
