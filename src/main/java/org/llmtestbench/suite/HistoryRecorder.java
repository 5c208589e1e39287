package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.runner.ResultJson.TimingsJson;

/** Keeps of a run what the history wants to know, case by case: numbers, no words. */
public final class HistoryRecorder {
    private final List<CaseRecord> cases = new ArrayList<>();

    /** Comes for each case, in the order of the suite's file. */
    public void add(CaseJson result) {
        // some rounds of a case that was cut short say nothing of the case
        List<ResultJson> answered = result.verdict() == Verdict.NOT_RUN
                ? List.of()
                : result.runs().stream().filter(run -> run.error() == null).toList();
        cases.add(new CaseRecord(
                result.id(),
                result.target(),
                result.verdict(),
                answered.stream()
                        .map(ResultJson::responseModel)
                        .filter(Objects::nonNull)
                        .toList(),
                timing(answered, TimingsJson::ttftMs),
                timing(answered, TimingsJson::totalMs),
                timing(answered, TimingsJson::tokensPerSecond),
                series(answered.stream()
                        .map(run -> run.costUsd() == null ? null : run.costUsd().doubleValue())),
                series(answered.stream().map(HistoryRecorder::length))));
    }

    /** What was kept, once all cases were added. */
    public RunRecord run(SuiteJson suite) {
        return new RunRecord(RunRecord.SCHEMA, suite.suite(), suite.startedAt(), suite.exitCode(), cases);
    }

    /** The cases that were added. */
    public List<CaseRecord> cases() {
        return cases;
    }

    private static MetricSamples timing(List<ResultJson> answered, Function<TimingsJson, Double> which) {
        return series(answered.stream()
                .map(ResultJson::timings)
                .map(timings -> timings == null ? null : which.apply(timings)));
    }

    private static MetricSamples series(Stream<Double> values) {
        return MetricSamples.of(values.filter(Objects::nonNull).toList());
    }

    private static Double length(ResultJson run) {
        return run.content() == null
                ? null
                : (double) run.content().codePointCount(0, run.content().length());
    }
}
