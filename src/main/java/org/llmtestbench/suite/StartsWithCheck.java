package org.llmtestbench.suite;

/** How the text of the answer begins, after blanks. */
public record StartsWithCheck(String text) implements Check {
    @Override
    public String type() {
        return "starts-with";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        return CheckOutcome.of(
                response.text().startsWith(text.stripLeading()),
                "looked for " + CheckedResponse.quoted(text) + " at the beginning of " + response.quoted());
    }
}
