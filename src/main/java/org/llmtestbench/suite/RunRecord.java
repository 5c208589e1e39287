package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;

/**
 * One run of a suite in the history.
 *
 * @param startedAt ISO 8601, UTC
 * @param exitCode the exit code of the run, before {@code --exit-zero} and {@code --alert-after}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunRecord(int schemaVersion, String suite, String startedAt, int exitCode, List<CaseRecord> cases) {
    /** The schema version that is written. */
    public static final int SCHEMA = 1;

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    /** Rejects a run without suite or start time. */
    public RunRecord {
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(startedAt, "started_at");
        cases = cases == null ? List.of() : List.copyOf(cases);
    }

    /** Whether the run was interrupted, so that its result says nothing about the providers. */
    boolean wasInterrupted() {
        return exitCode == INTERRUPTED || exitCode == TERMINATED;
    }
}
