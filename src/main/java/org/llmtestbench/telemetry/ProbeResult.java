package org.llmtestbench.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/**
 * What a suite's run came to.
 *
 * @param success whether the run's own exit code is 0
 * @param cases how many came to each verdict
 * @param costUsd of all runs with a known price, judges included
 */
public record ProbeResult(boolean success, Duration duration, Map<Verdict, Integer> cases, BigDecimal costUsd) {
    /** Copies the map. */
    public ProbeResult {
        cases = Map.copyOf(cases);
    }

    /** The same as the run's report says. */
    public static ProbeResult of(SuiteJson head) {
        SuiteJson.Summary summary = head.summary();
        Map<Verdict, Integer> cases = new EnumMap<>(Verdict.class);
        cases.put(Verdict.PASSED, summary.passed());
        cases.put(Verdict.FLAKY, summary.flaky());
        cases.put(Verdict.SILENT, summary.silent());
        cases.put(Verdict.FAILED, summary.failed());
        cases.put(Verdict.ERRORED, summary.errored());
        cases.put(Verdict.NOT_RUN, summary.notRun());
        Duration took = Duration.ofNanos(Math.round(head.durationMs() * 1e6));
        return new ProbeResult(head.exitCode() == 0, took, cases, summary.costUsd());
    }
}
