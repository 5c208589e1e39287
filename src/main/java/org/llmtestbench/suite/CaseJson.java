package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.ResultJson;

/**
 * One case of a suite's report: what all reports are written from, and what they are read back into.
 *
 * @param id as the suite names it, with its variables, such as {@code json-shape[city=Paris]}
 * @param target the id of the suite's target
 * @param failure why it did not pass, {@code CHECK_FAILED} for a check; null when it did, or was not run
 * @param prompt as it was sent; null when content is left out
 * @param durationMs from the start of its first run to the end of its last
 * @param checks one for each check of the case, over all its runs
 * @param runs the result object of every run, in order; also those of a case that the run's end cut short
 * @param endReason what ended the run before all runs of the case, such as {@code budget}; null if nothing did
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CaseJson(
        String id,
        String target,
        List<String> tags,
        Verdict verdict,
        Failure failure,
        String prompt,
        double durationMs,
        List<CheckResult> checks,
        List<ResultJson> runs,
        String endReason) {

    /** What a report may leave out is empty; a case without a name or a verdict is none. */
    public CaseJson {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(verdict, "verdict");
        tags = tags == null ? List.of() : List.copyOf(tags);
        checks = checks == null ? List.of() : List.copyOf(checks);
        runs = runs == null ? List.of() : List.copyOf(runs);
    }

    /** The case with everything there is. */
    public static CaseJson of(CaseResult result) {
        SuiteCase of = result.of();
        return new CaseJson(
                of.id(),
                of.target().id(),
                of.tags(),
                result.verdict(),
                result.failure(),
                of.prompt().prompt(),
                Math.round(result.duration().toNanos() / 1e3) / 1e3,
                result.checks(),
                result.outcomes().stream().map(ResultJson::of).toList(),
                result.endReason() == null ? null : result.endReason().label());
    }
}
