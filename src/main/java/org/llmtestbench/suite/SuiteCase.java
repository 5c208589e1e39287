package org.llmtestbench.suite;

import java.util.List;
import java.util.stream.Stream;

/**
 * One case: a test with one target and one value for each variable.
 *
 * @param id the id of the test with the variables, such as {@code json-shape[city=Paris]}
 * @param repeat the number of iterations
 * @param minPass the number of iterations that must pass
 * @param checks the checks that each answer must pass
 */
public record SuiteCase(
        String id,
        SuiteTarget target,
        List<String> tags,
        PromptSpec prompt,
        int repeat,
        int minPass,
        List<Check> checks) {
    /** Rejects impossible values of {@code repeat} and {@code minPass}. */
    public SuiteCase {
        tags = List.copyOf(tags);
        checks = List.copyOf(checks);
        if (repeat < 1 || minPass < 1 || minPass > repeat) {
            throw new IllegalArgumentException(
                    "min_pass must be from 1 to repeat, but is " + minPass + " of " + repeat + ".");
        }
    }

    /** Returns the same case with another number of iterations, and the same share that must pass, rounded up. */
    public SuiteCase repeated(int iterations) {
        int newMinPass = Math.max(1, (int) Math.ceil((double) iterations * minPass / repeat));
        return new SuiteCase(id, target, tags, prompt, iterations, newMinPass, checks);
    }

    /** The judges of its checks; empty without a rubric check. */
    public Stream<SuiteTarget> judges() {
        return checks.stream()
                .flatMap(check -> LlmJudge.in(check).stream())
                .map(judge -> judge.check().judge());
    }
}
