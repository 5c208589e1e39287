package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;

/**
 * The result of a case over all its iterations.
 *
 * @param failure the most severe failure; null if the case did not fail
 * @param duration from the start of the first iteration to the end of the last
 * @param checks one result for each check, over all iterations
 * @param outcomes the outcome of each iteration, in order
 * @param judgesUsd the cost of the judge's calls, in US dollars
 * @param endReason why the run ended before the last iteration; null if the case was completed or not started
 */
public record CaseResult(
        SuiteCase suiteCase,
        Verdict verdict,
        Failure failure,
        Duration duration,
        List<CheckResult> checks,
        List<Outcome> outcomes,
        BigDecimal judgesUsd,
        RunEndReason endReason) {
    /** Copies the lists. */
    public CaseResult {
        checks = List.copyOf(checks);
        outcomes = List.copyOf(outcomes);
    }

    /** A case that was not started. */
    public static CaseResult notRun(SuiteCase suiteCase) {
        return new CaseResult(
                suiteCase, Verdict.NOT_RUN, null, Duration.ZERO, List.of(), List.of(), BigDecimal.ZERO, null);
    }

    /** A case that ended before its last iteration. It has no verdict, but keeps its answers and their cost. */
    static CaseResult partial(
            SuiteCase suiteCase,
            Duration duration,
            List<Outcome> outcomes,
            BigDecimal judgesUsd,
            RunEndReason endReason) {
        return new CaseResult(suiteCase, Verdict.NOT_RUN, null, duration, List.of(), outcomes, judgesUsd, endReason);
    }

    /** The cost of all iterations with a known price, including judges, in US dollars. */
    public BigDecimal costUsd() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.response().stream())
                .map(CompletionResponse::costUsd)
                .filter(Objects::nonNull)
                .reduce(judgesUsd, BigDecimal::add);
    }
}
