package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;

/**
 * What became of a case.
 *
 * @param failure the gravest; null when the case did not fail
 * @param duration from the start of its first run to the end of its last
 * @param checks one for each check, over all runs
 * @param outcomes of every run, in order
 * @param judgesUsd what judges cost
 * @param endReason what ended the run before all rounds of the case; null if it ran to its end or did not begin
 */
public record CaseResult(
        SuiteCase of,
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

    /** A case that was not begun. */
    public static CaseResult notRun(SuiteCase of) {
        return new CaseResult(of, Verdict.NOT_RUN, null, Duration.ZERO, List.of(), List.of(), BigDecimal.ZERO, null);
    }

    /** A case that ended before all its rounds: it has no verdict, but its answers are kept, with their cost. */
    static CaseResult partial(
            SuiteCase of, Duration duration, List<Outcome> outcomes, BigDecimal judgesUsd, RunEndReason endReason) {
        return new CaseResult(of, Verdict.NOT_RUN, null, duration, List.of(), outcomes, judgesUsd, endReason);
    }

    /** US dollars of all runs with a known price, judges included. */
    public BigDecimal costUsd() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.response().stream())
                .map(CompletionResponse::costUsd)
                .filter(Objects::nonNull)
                .reduce(judgesUsd, BigDecimal::add);
    }
}
