package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;

/**
 * The head of a suite's report: everything except the cases. It is known at the end of the run.
 *
 * @param suite the name of the suite
 * @param startedAt ISO 8601, UTC
 * @param durationMs in milliseconds
 * @param exitCode the exit code of the most severe failure
 * @param shard the shard that the report is about; null for a whole run
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
    /** The head of the report of a whole run. */
    public SuiteJson(
            int schemaVersion, String suite, String startedAt, double durationMs, int exitCode, Summary summary) {
        this(schemaVersion, suite, startedAt, durationMs, exitCode, summary, null);
    }

    /** Returns the same head with a shard. */
    public SuiteJson withShard(ShardJson newShard) {
        return new SuiteJson(schemaVersion, suite, startedAt, durationMs, exitCode, summary, newShard);
    }

    /** Whether the exit code is 0. */
    public boolean passed() {
        return exitCode == 0;
    }

    /**
     * The number of cases by verdict.
     *
     * @param costUsd the cost of all calls with a known price, including judges, in US dollars
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Summary(
            int total, int passed, int failed, int errored, int flaky, int silent, int notRun, BigDecimal costUsd) {}
}
