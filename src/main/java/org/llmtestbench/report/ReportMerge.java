package org.llmtestbench.report;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.Verdict;

/** Makes one report of several of the same suite, such as those of jobs that shared its cases. */
public final class ReportMerge {
    private static final int BUG = 70;

    private final List<Path> inputs;
    private final List<SuiteJson> heads = new ArrayList<>();
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Set<Failure> failures = EnumSet.noneOf(Failure.class);
    private BigDecimal costOfCases;

    /** @param inputs in whose order the cases come */
    public ReportMerge(List<Path> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Reads all inputs, then writes all cases to each report; nothing is written when an input is not a whole report or
     * one of another suite.
     *
     * @return the head of the merged report, whose exit code is the gravest
     */
    public SuiteJson into(List<CaseWriter> reports) {
        inputs.forEach(input -> heads.add(ReportReader.read(input, this::count)));
        requireOneSuite();
        SuiteJson merged = head();
        reports.forEach(report -> report.begin(merged));
        inputs.forEach(input -> ReportReader.read(input, result -> reports.forEach(report -> report.add(result))));
        reports.forEach(CaseWriter::end);
        return merged;
    }

    private void count(CaseJson result) {
        counts.merge(result.verdict(), 1, Integer::sum);
        if (result.failure() != null) {
            failures.add(result.failure());
        }
        result.runs().stream()
                .map(ResultJson::costUsd)
                .filter(Objects::nonNull)
                .forEach(cost -> costOfCases = costOfCases == null ? cost : costOfCases.add(cost));
    }

    private void requireOneSuite() {
        for (int i = 1; i < inputs.size(); i++) {
            if (!heads.get(i).suite().equals(heads.get(0).suite())) {
                throw Failure.USAGE
                        .because("These are reports of different suites: " + inputs.get(0) + " of '"
                                + heads.get(0).suite() + "', " + inputs.get(i) + " of '"
                                + heads.get(i).suite() + "'.")
                        .hint("Merge reports of one suite at a time.");
            }
        }
    }

    private SuiteJson head() {
        List<Instant> starts = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            starts.add(instant(i));
            ends.add(instant(i).plusNanos((long) (heads.get(i).durationMs() * 1e6)));
        }
        Instant start = starts.stream().min(Instant::compareTo).orElseThrow();
        Instant end = ends.stream().max(Instant::compareTo).orElseThrow();
        return new SuiteJson(
                1,
                heads.get(0).suite(),
                start.toString(),
                Math.round(Duration.between(start, end).toNanos() / 1e3) / 1e3,
                exitCode(),
                summary());
    }

    private Instant instant(int i) {
        try {
            return Instant.parse(heads.get(i).startedAt());
        } catch (DateTimeException e) {
            throw Failure.USAGE.because(inputs.get(i) + " has a started_at that is no time: '"
                    + heads.get(i).startedAt() + "'.");
        }
    }

    private SuiteJson.Summary summary() {
        return new SuiteJson.Summary(
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(Verdict.PASSED, 0),
                counts.getOrDefault(Verdict.FAILED, 0),
                counts.getOrDefault(Verdict.ERRORED, 0),
                counts.getOrDefault(Verdict.FLAKY, 0),
                counts.getOrDefault(Verdict.SILENT, 0),
                counts.getOrDefault(Verdict.NOT_RUN, 0),
                cost());
    }

    /** The inputs' own sums know of judges, which no case's runs do. */
    private BigDecimal cost() {
        return heads.stream().allMatch(head -> head.summary() != null)
                ? heads.stream()
                        .map(head -> head.summary().costUsd())
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal::add)
                        .orElse(null)
                : costOfCases;
    }

    /** Of a bug first, then of the gravest failure of any case or run, then of what ended a run early. */
    private int exitCode() {
        List<Integer> codes = heads.stream().map(SuiteJson::exitCode).toList();
        if (codes.contains(BUG)) {
            return BUG;
        }
        Stream.of(Failure.values())
                .filter(failure -> codes.contains(failure.exitCode()))
                .forEach(failures::add);
        return Failure.gravest(failures)
                .map(Failure::exitCode)
                .orElse(codes.stream().max(Integer::compare).orElse(0));
    }
}
