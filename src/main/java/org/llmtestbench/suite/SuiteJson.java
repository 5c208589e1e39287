package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;

/**
 * The head of a suite's report: everything but its cases, known when the run is over.
 *
 * @param suite the suite's name
 * @param startedAt ISO 8601, UTC
 * @param exitCode of the run, the gravest failure's
 * @param shard which part of a run it is about; null when it is about a whole one
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SuiteJson(
        int schemaVersion,
        String suite,
        String startedAt,
        double durationMs,
        int exitCode,
        Summary summary,
        ShardJson shard) {
    /** The head of a whole run's report. */
    public SuiteJson(
            int schemaVersion, String suite, String startedAt, double durationMs, int exitCode, Summary summary) {
        this(schemaVersion, suite, startedAt, durationMs, exitCode, summary, null);
    }

    /** The same of a part of a run. */
    public SuiteJson in(ShardJson part) {
        return new SuiteJson(schemaVersion, suite, startedAt, durationMs, exitCode, summary, part);
    }

    /** Whether all is well, as a process would say it by its exit code. */
    public boolean passed() {
        return exitCode == 0;
    }

    /**
     * How many cases came to which verdict.
     *
     * @param costUsd of all runs with a known price, judges included
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Summary(
            int total, int passed, int failed, int errored, int flaky, int silent, int notRun, BigDecimal costUsd) {}
}
