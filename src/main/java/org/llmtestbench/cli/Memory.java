package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.report.Extras;
import org.llmtestbench.report.ReportReader;
import org.llmtestbench.report.WithoutContent;
import org.llmtestbench.suite.Alert;
import org.llmtestbench.suite.Baseline;
import org.llmtestbench.suite.History;
import org.llmtestbench.suite.PastRun;

/** What is known of a suite's earlier runs, and what that makes of this one. */
final class Memory {
    private final ReportOptions options;
    private final History history;
    private final List<PastRun> runs;
    private final Optional<Baseline> baseline;

    /** Reads all there is, so that what can't be read is told before anything is paid for. */
    Memory(ReportOptions options, String suite) {
        this.options = options;
        this.history = options.history() == null ? null : new History(options.history());
        this.runs = history == null ? List.of() : history.runs(suite, Memory::warn);
        this.baseline = baseline();
    }

    private static void warn(String line) {
        Streams.commentary().warnings(List.of(line), "");
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
    Extras extras(PastRun now, List<String> ending) {
        List<String> notes = new ArrayList<>(ending);
        notes.addAll(sentences(now));
        if (options.noContent()) {
            notes.add(WithoutContent.NOTE);
        }
        return new Extras(runs, notes);
    }

    /** Changes and alerts, for people. */
    List<String> sentences(PastRun now) {
        List<String> lines = new ArrayList<>();
        if (options.baseline() != null && baseline.isEmpty()) {
            lines.add("There is no earlier run to compare with.");
        }
        baseline.ifPresent(before -> lines.addAll(before.compare(now).sentences()));
        alert(now).flatMap(Alert::message).ifPresent(lines::add);
        return lines;
    }

    private Optional<Alert> alert(PastRun now) {
        return Optional.ofNullable(options.alertAfter()).map(after -> Alert.decide(after, runs, now));
    }

    /** The exit code that this run ends with. */
    int exitCode(PastRun now) {
        return alert(now).map(Alert::exitCode).orElse(now.exitCode());
    }

    void keep(PastRun now) {
        if (history != null) {
            history.append(now);
        }
    }
}
