package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.report.RedactingReportWriter;
import org.llmtestbench.report.ReportContext;
import org.llmtestbench.report.ReportReader;
import org.llmtestbench.suite.AlertPolicy;
import org.llmtestbench.suite.Baseline;
import org.llmtestbench.suite.History;
import org.llmtestbench.suite.RunRecord;

/** The earlier runs of a suite: compares a new run with them, decides about alerts and keeps the new run. */
final class RunHistory {
    private final ReportOptions options;
    private final History history;
    private final List<RunRecord> runs;
    private final Optional<Baseline> baseline;

    /** Reads the history and the baseline, so that files that can't be read are reported before the run costs money. */
    RunHistory(ReportOptions options, String suite) {
        this.options = options;
        this.history = options.history() == null ? null : new History(options.history());
        this.runs = history == null ? List.of() : history.runs(suite, RunHistory::printWarning);
        this.baseline = baseline();
    }

    private static void printWarning(String line) {
        StandardStreams.commentary().warnings(List.of(line), "");
    }

    private Optional<Baseline> baseline() {
        if (options.baseline() == null) {
            return Optional.empty();
        }
        if (options.baseline().equals("last")) {
            return Baseline.last(runs);
        }
        return Optional.of(Baseline.of(options.baseline(), ReportReader.run(Path.of(options.baseline()))));
    }

    /**
     * What reports contain in addition to the cases.
     *
     * @param endNotes notes on why the run ended before all cases were run
     */
    ReportContext context(RunRecord run, List<String> endNotes) {
        List<String> notes = new ArrayList<>(endNotes);
        notes.addAll(sentences(run));
        if (options.noContent()) {
            notes.add(RedactingReportWriter.NOTE);
        }
        return new ReportContext(runs, notes);
    }

    /** The changes and alerts as sentences. */
    List<String> sentences(RunRecord run) {
        List<String> lines = new ArrayList<>();
        if (options.baseline() != null && baseline.isEmpty()) {
            lines.add("There is no earlier run to compare with.");
        }
        baseline.ifPresent(earlier -> lines.addAll(earlier.compare(run).sentences()));
        alert(run).flatMap(AlertPolicy::message).ifPresent(lines::add);
        return lines;
    }

    private Optional<AlertPolicy> alert(RunRecord run) {
        return Optional.ofNullable(options.alertAfter()).map(after -> AlertPolicy.decide(after, runs, run));
    }

    /** The exit code that this run ends with. */
    int exitCode(RunRecord run) {
        return alert(run).map(AlertPolicy::exitCode).orElse(run.exitCode());
    }

    void append(RunRecord run) {
        if (history != null) {
            history.append(run);
        }
    }
}
