package org.llmtestbench.report;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CaseStore;
import org.llmtestbench.suite.SuiteJson;

/**
 * Makes one report of several of the same suite. Those of shards make the report that the run would have had in one
 * piece, but for its times.
 */
public final class ReportMerger {
    private final List<Path> inputs;
    private final List<SuiteJson> heads = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final MergedSummary head = new MergedSummary();

    /** @param inputs in whose order the cases come, unless they are shards that know their places */
    public ReportMerger(List<Path> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Reads all inputs, then writes all cases to each report; nothing is written when an input is not a whole report or
     * one of another suite, or when a shard is missing.
     *
     * @param reports opens them with what the inputs say of the run as a whole
     * @return the head of the merged report, whose exit code is the gravest
     */
    public SuiteJson into(Function<ReportContext, List<ReportWriter>> reports) {
        inputs.forEach(this::look);
        requireOneSuite();
        for (int i = 0; i < inputs.size(); i++) {
            requireInstant(i);
        }
        List<List<Integer>> places = new MergeOrder(inputs, heads, counts).places();
        SuiteJson merged = head.of(heads);
        try (CaseStore cases = new CaseStore(merged.summary().total(), ReportMerger::absent)) {
            for (int i = 0; i < inputs.size(); i++) {
                keep(inputs.get(i), places.get(i), cases);
            }
            ReportContext context = new ReportContext(List.of(), List.copyOf(notes));
            reports.apply(context).forEach(report -> write(report, merged, cases));
        }
        return merged;
    }

    private void look(Path input) {
        AtomicInteger count = new AtomicInteger();
        heads.add(ReportReader.read(
                input,
                result -> {
                    head.count(result);
                    count.incrementAndGet();
                },
                notes::add));
        counts.add(count.get());
    }

    private static void keep(Path input, List<Integer> places, CaseStore cases) {
        AtomicInteger next = new AtomicInteger();
        ReportReader.read(input, result -> cases.put(places.get(next.getAndIncrement()), result));
    }

    private static CaseJson absent(int place) {
        throw new IllegalStateException("No report has the case at place " + place + ".");
    }

    private static void write(ReportWriter report, SuiteJson merged, CaseStore cases) {
        report.begin(merged);
        cases.forEach(report::add);
        report.end();
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

    private void requireInstant(int i) {
        try {
            Instant.parse(heads.get(i).startedAt());
        } catch (DateTimeException e) {
            throw Failure.USAGE.because(inputs.get(i) + " has a started_at that is no time: '"
                    + heads.get(i).startedAt() + "'.");
        }
    }
}
