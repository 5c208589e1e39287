package org.llmtestbench.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/**
 * The result of a run of a suite.
 *
 * @param success whether the exit code of the run is 0
 * @param cases the number of cases by verdict
 * @param costUsd the cost in US dollars of all calls with a known price, including judge calls
 */
public record ProbeResult(boolean success, Duration duration, Map<Verdict, Integer> cases, BigDecimal costUsd) {
    /** Copies the map. */
    public ProbeResult {
        cases = Map.copyOf(cases);
    }

    /** The result in the head of a report. */
    public static ProbeResult of(SuiteJson head) {
        SuiteJson.Summary summary = head.summary();
        Map<Verdict, Integer> cases = new EnumMap<>(Verdict.class);
        cases.put(Verdict.PASSED, summary.passed());
        cases.put(Verdict.FLAKY, summary.flaky());
        cases.put(Verdict.SILENT, summary.silent());
        cases.put(Verdict.FAILED, summary.failed());
        cases.put(Verdict.ERRORED, summary.errored());
        cases.put(Verdict.NOT_RUN, summary.notRun());
        Duration duration = Duration.ofNanos(Math.round(head.durationMs() * 1e6));
        return new ProbeResult(head.exitCode() == 0, duration, cases, summary.costUsd());
    }
}
