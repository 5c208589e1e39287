package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.llmtestbench.bench.Outcome;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;

/**
 * What became of a case.
 *
 * @param failure the gravest; null when the case did not fail
 * @param duration from the start of its first run to the end of its last
 * @param checks one for each check, over all runs
 * @param outcomes of every run, in order
 * @param judgesUsd what judges cost
 */
public record CaseResult(
        SuiteCase of,
        Verdict verdict,
        Failure failure,
        Duration duration,
        List<CheckResult> checks,
        List<Outcome> outcomes,
        BigDecimal judgesUsd) {
    /** Copies the lists. */
    public CaseResult {
        checks = List.copyOf(checks);
        outcomes = List.copyOf(outcomes);
    }

    /** A case that was not begun, or not finished. */
    public static CaseResult notRun(SuiteCase of) {
        return new CaseResult(of, Verdict.NOT_RUN, null, Duration.ZERO, List.of(), List.of(), BigDecimal.ZERO);
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
