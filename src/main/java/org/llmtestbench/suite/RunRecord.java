package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;

/**
 * What is remembered of one run of a suite: a line of its history.
 *
 * @param startedAt ISO 8601, UTC
 * @param exitCode the run's own, whatever {@code --exit-zero} or {@code --alert-after} made of it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunRecord(int schemaVersion, String suite, String startedAt, int exitCode, List<CaseRecord> cases) {
    /** The version that is written. */
    public static final int SCHEMA = 1;

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    /** Refuses a run without a name or a time. */
    public RunRecord {
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(startedAt, "started_at");
        cases = cases == null ? List.of() : List.copyOf(cases);
    }

    /** Whether somebody stopped it, so that it says nothing of the providers. */
    boolean wasCutShort() {
        return exitCode == INTERRUPTED || exitCode == TERMINATED;
    }
}
