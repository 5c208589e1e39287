package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;

/**
 * One case of a run in the history: verdict and numbers, without prompt and answers.
 *
 * @param models the distinct model ids of the responses, sorted
 * @param ttftMs null if there is no value, like all samples
 * @param length number of characters of the answers
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

    /** Rejects a case without id, target or verdict. */
    public CaseRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(verdict, "verdict");
        models =
                models == null ? List.of() : models.stream().sorted().distinct().toList();
    }

    /** The values of a metric; null if there are none. */
    public MetricSamples samples(Metric metric) {
        return switch (metric) {
            case TTFT_MS -> ttftMs;
            case TOTAL_MS -> totalMs;
            case TOKENS_PER_SECOND -> tokensPerSecond;
            case COST_USD -> costUsd;
            case LENGTH -> length;
        };
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
