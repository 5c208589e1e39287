package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.runner.ResultJson.TimingsJson;

/** Collects the history record of a run, case by case: verdicts and numbers, no texts. */
public final class HistoryRecorder {
    private final List<CaseRecord> cases = new ArrayList<>();

    /** Adds a case; must be called for each case in the order of the suite. */
    public void add(CaseJson result) {
        // a case that was not completed has no samples
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
                samples(answered.stream()
                        .map(run -> run.costUsd() == null ? null : run.costUsd().doubleValue())),
                samples(answered.stream().map(HistoryRecorder::length))));
    }

    /** Returns the record, after all cases were added. */
    public RunRecord toRecord(SuiteJson suite) {
        return new RunRecord(RunRecord.SCHEMA, suite.suite(), suite.startedAt(), suite.exitCode(), cases);
    }

    /** The cases that were added. */
    public List<CaseRecord> cases() {
        return cases;
    }

    private static MetricSamples timing(List<ResultJson> answered, Function<TimingsJson, Double> metric) {
        return samples(answered.stream()
                .map(ResultJson::timings)
                .map(timings -> timings == null ? null : metric.apply(timings)));
    }

    private static MetricSamples samples(Stream<Double> values) {
        return MetricSamples.of(values.filter(Objects::nonNull).toList());
    }

    private static Double length(ResultJson run) {
        return run.content() == null
                ? null
                : (double) run.content().codePointCount(0, run.content().length());
    }
}
