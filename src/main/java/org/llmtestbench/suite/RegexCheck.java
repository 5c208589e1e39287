package org.llmtestbench.suite;

import com.google.re2j.Pattern;

/** A regular expression that matches somewhere in the answer, in time linear to its length. */
public record RegexCheck(Pattern pattern) implements Check {
    @Override
    public String type() {
        return "regex";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        return CheckOutcome.of(
                pattern.matcher(response.response().content()).find(),
                "searched " + response.quoted() + " for /" + pattern.pattern() + "/");
    }
}
