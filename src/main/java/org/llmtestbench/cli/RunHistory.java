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

/** What is known of a suite's earlier runs, and what that makes of this one. */
final class RunHistory {
    private final ReportOptions options;
    private final History history;
    private final List<RunRecord> runs;
    private final Optional<Baseline> baseline;

    /** Reads all there is, so that what can't be read is told before anything is paid for. */
    RunHistory(ReportOptions options, String suite) {
        this.options = options;
        this.history = options.history() == null ? null : new History(options.history());
        this.runs = history == null ? List.of() : history.runs(suite, RunHistory::warn);
        this.baseline = baseline();
    }

    private static void warn(String line) {
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
     * What reports say beside the cases.
     *
     * @param ending why the run ended before all cases were run
     */
    ReportContext extras(RunRecord now, List<String> ending) {
        List<String> notes = new ArrayList<>(ending);
        notes.addAll(sentences(now));
        if (options.noContent()) {
            notes.add(RedactingReportWriter.NOTE);
        }
        return new ReportContext(runs, notes);
    }

    /** Changes and alerts, for people. */
    List<String> sentences(RunRecord now) {
        List<String> lines = new ArrayList<>();
        if (options.baseline() != null && baseline.isEmpty()) {
            lines.add("There is no earlier run to compare with.");
        }
        baseline.ifPresent(before -> lines.addAll(before.compare(now).sentences()));
        alert(now).flatMap(AlertPolicy::message).ifPresent(lines::add);
        return lines;
    }

    private Optional<AlertPolicy> alert(RunRecord now) {
        return Optional.ofNullable(options.alertAfter()).map(after -> AlertPolicy.decide(after, runs, now));
    }

    /** The exit code that this run ends with. */
    int exitCode(RunRecord now) {
        return alert(now).map(AlertPolicy::exitCode).orElse(now.exitCode());
    }

    void keep(RunRecord now) {
        if (history != null) {
            history.append(now);
        }
    }
}
