package org.llmtestbench.suite;

/** How the text of the answer begins, after blanks. */
public record StartsWithCheck(String text) implements Check {
    @Override
    public String type() {
        return "starts-with";
    }

    @Override
    public Finding look(Answered answer) {
        return Finding.of(
                answer.text().startsWith(text.stripLeading()),
                "looked for " + Answered.quoted(text) + " at the beginning of " + answer.quoted());
    }
}
