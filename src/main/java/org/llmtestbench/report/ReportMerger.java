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
 * Merges several reports of the same suite into one. The merged report of shards equals the report of the whole run,
 * except for its times.
 */
public final class ReportMerger {
    private final List<Path> inputs;
    private final List<SuiteJson> heads = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final MergedSummary summary = new MergedSummary();

    /** @param inputs in the order of their cases; reports of shards contain the positions, so their order is ignored */
    public ReportMerger(List<Path> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Reads all inputs, then writes all cases to each report. Writes nothing if an input is not a complete report, if
     * the suites differ, or if a shard is missing.
     *
     * @param reports opens the reports, with the notes of the inputs
     * @return the head of the merged report, whose exit code is that of the most severe failure
     */
    public SuiteJson into(Function<ReportContext, List<ReportWriter>> reports) {
        inputs.forEach(this::scan);
        requireOneSuite();
        for (int i = 0; i < inputs.size(); i++) {
            requireValidStart(i);
        }
        List<List<Integer>> places = new MergeOrder(inputs, heads, counts).places();
        SuiteJson merged = summary.head(heads);
        try (CaseStore cases = new CaseStore(merged.summary().total(), ReportMerger::missingCase)) {
            for (int i = 0; i < inputs.size(); i++) {
                store(inputs.get(i), places.get(i), cases);
            }
            ReportContext context = new ReportContext(List.of(), List.copyOf(notes));
            reports.apply(context).forEach(report -> write(report, merged, cases));
        }
        return merged;
    }

    private void scan(Path input) {
        AtomicInteger count = new AtomicInteger();
        heads.add(ReportReader.read(
                input,
                result -> {
                    summary.count(result);
                    count.incrementAndGet();
                },
                notes::add));
        counts.add(count.get());
    }

    private static void store(Path input, List<Integer> places, CaseStore cases) {
        AtomicInteger next = new AtomicInteger();
        ReportReader.read(input, result -> cases.put(places.get(next.getAndIncrement()), result));
    }

    private static CaseJson missingCase(int place) {
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

    private void requireValidStart(int i) {
        try {
            Instant.parse(heads.get(i).startedAt());
        } catch (DateTimeException e) {
            throw Failure.USAGE.because(inputs.get(i) + " has an invalid started_at: '"
                    + heads.get(i).startedAt() + "'.");
        }
    }
}
