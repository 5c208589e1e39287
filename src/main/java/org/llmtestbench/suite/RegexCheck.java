package org.llmtestbench.suite;

import com.google.re2j.Pattern;

/** Checks that a regular expression matches somewhere in the answer, in linear time. */
public record RegexCheck(Pattern pattern) implements Check {
    @Override
    public String type() {
        return "regex";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        return CheckOutcome.of(
                pattern.matcher(response.response().content()).find(),
                "searched " + response.quoted() + " for /" + pattern.pattern() + "/");
    }
}
