package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;

/**
 * What is remembered of one case of a run; no prompt and no answer.
 *
 * @param models the model ids that the responses named, sorted
 * @param ttftMs null, as every series, when no run had a value
 * @param length characters of the answers
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CaseRecord(
        String id,
        String target,
        Verdict verdict,
        List<String> models,
        MetricSamples ttftMs,
        MetricSamples totalMs,
        MetricSamples tokensPerSecond,
        MetricSamples costUsd,
        MetricSamples length) {

    /** Refuses a case without a name or a verdict. */
    public CaseRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(verdict, "verdict");
        models =
                models == null ? List.of() : models.stream().sorted().distinct().toList();
    }

    /** The values of this metric; null when there are none. */
    public MetricSamples series(Metric metric) {
        return switch (metric) {
            case TTFT_MS -> ttftMs;
            case TOTAL_MS -> totalMs;
            case TOKENS_PER_SECOND -> tokensPerSecond;
            case COST_USD -> costUsd;
            case LENGTH -> length;
        };
    }

    boolean isSameAs(CaseRecord other) {
        return id.equals(other.id) && target.equals(other.target);
    }

    boolean wasRun() {
        return verdict != Verdict.NOT_RUN;
    }

    boolean isGood() {
        return verdict == Verdict.PASSED || verdict == Verdict.FLAKY || verdict == Verdict.SILENT;
    }

    String name() {
        return id + " on " + target;
    }
}
