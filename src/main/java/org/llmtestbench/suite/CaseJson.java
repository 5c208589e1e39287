package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.ResultJson;

/**
 * One case in a suite's report. All reports are written from it, and JSON reports are read into it.
 *
 * @param id the id of the test with the variables, such as {@code json-shape[city=Paris]}
 * @param target the id of the target in the suite
 * @param failure why the case did not pass, {@code CHECK_FAILED} for a check; null if it passed or was not run
 * @param prompt the prompt that was sent; null if reports must not have content
 * @param durationMs from the start of the first iteration to the end of the last, in milliseconds
 * @param checks one result for each check of the case, over all iterations
 * @param runs the result object of each iteration, in order, also if the run ended before the last iteration
 * @param endReason why the run ended before the last iteration, such as {@code budget}; else null
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

    /** Replaces missing lists by empty lists; rejects a case without id, target or verdict. */
    public CaseJson {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(verdict, "verdict");
        tags = tags == null ? List.of() : List.copyOf(tags);
        checks = checks == null ? List.of() : List.copyOf(checks);
        runs = runs == null ? List.of() : List.copyOf(runs);
    }

    /** Converts a result. */
    public static CaseJson of(CaseResult result) {
        SuiteCase suiteCase = result.suiteCase();
        return new CaseJson(
                suiteCase.id(),
                suiteCase.target().id(),
                suiteCase.tags(),
                result.verdict(),
                result.failure(),
                suiteCase.prompt().prompt(),
                Math.round(result.duration().toNanos() / 1e3) / 1e3,
                result.checks(),
                result.outcomes().stream().map(ResultJson::of).toList(),
                result.endReason() == null ? null : result.endReason().label());
    }
}
