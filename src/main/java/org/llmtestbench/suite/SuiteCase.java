package org.llmtestbench.suite;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing to ask one target, and what is expected of the answer.
 *
 * @param id with its variables, such as {@code json-shape[city=Paris]}
 * @param prompt what is asked
 * @param repeat how often
 * @param minPass how many of these must do
 * @param checks every one must be met
 */
public record SuiteCase(
        String id,
        SuiteTarget target,
        List<String> tags,
        PromptSpec prompt,
        int repeat,
        int minPass,
        List<Check> checks) {
    /** Refuses what can't be run or can't be met. */
    public SuiteCase {
        tags = List.copyOf(tags);
        checks = List.copyOf(checks);
        if (repeat < 1 || minPass < 1 || minPass > repeat) {
            throw new IllegalArgumentException("min_pass " + minPass + " of repeat " + repeat + " can't be.");
        }
    }

    /** The same so many times, with the same share of them that must do, rounded up. */
    public SuiteCase repeated(int times) {
        int enough = Math.max(1, (int) Math.ceil((double) times * minPass / repeat));
        return new SuiteCase(id, target, tags, prompt, times, enough, checks);
    }

    /** Who judges its answers, if anybody does. */
    public Stream<SuiteTarget> judges() {
        return checks.stream()
                .flatMap(check -> LlmJudge.in(check).stream())
                .map(rubric -> rubric.check().judge());
    }
}
