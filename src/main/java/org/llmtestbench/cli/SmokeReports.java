package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.llmtestbench.report.CaseTable;
import org.llmtestbench.report.GithubAnnotations;
import org.llmtestbench.report.IsolatedReport;
import org.llmtestbench.report.RedactingReportWriter;
import org.llmtestbench.report.ReportContext;
import org.llmtestbench.report.ReportFormat;
import org.llmtestbench.report.ReportTarget;
import org.llmtestbench.report.ReportWriter;
import org.llmtestbench.report.VerdictFormatter;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.RunRecord;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;

/**
 * Receives the cases of one run as they finish, and writes all reports when the run is over. A report that can't be
 * written stops neither the run nor the other reports; its failure is reported at the end.
 */
final class SmokeReports {
    private final ReportOptions options;
    private final List<SuiteCase> cases;
    private final List<ReportTarget> targets;
    private final RunHistory history;
    private final String file;
    private final List<ReportWriter> liveReports = new ArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    /**
     * Checks that all inputs can be read and all reports can be written, before the run costs money.
     *
     * @param file the file of the suite; null for a built-in suite
     */
    SmokeReports(ReportOptions options, Suite suite, String file, List<SuiteCase> cases) {
        this.options = options;
        this.cases = cases;
        this.file = file;
        this.targets = options.targets(suite.name());
        this.history = new RunHistory(options, suite.name());
    }

    /** Opens the reports that are written while the run is in progress. */
    void open() {
        targets.stream()
                .filter(target -> target.kind().isLive())
                .forEach(target -> liveReports.add(isolated(() -> target.open(ReportContext.NONE))));
    }

    /** Adds a finished case to these reports; thread-safe. Returns the case as it may be shown. */
    CaseJson finished(CaseJson json) {
        liveReports.forEach(report -> report.add(json));
        return options.noContent() ? RedactingReportWriter.redact(json) : json;
    }

    /**
     * Writes all reports and the history, then prints the run's summary and the failures of reports.
     *
     * @return the exit code of the run, or 70 if something could not be written
     */
    int write(RunResult run, boolean quiet, boolean verbose) {
        RunRecord runRecord = run.toRecord();
        List<String> endNotes = run.notes();
        writers(history.context(runRecord, endNotes)).forEach(writer -> writer.write(run));
        run.forEachNotRun(each -> liveReports.forEach(report -> report.add(each)));
        liveReports.forEach(ReportWriter::end);
        appendToHistory(runRecord);
        endNotes.forEach(StandardStreams.err()::println);
        history.sentences(runRecord).forEach(StandardStreams.err()::println);
        if (!quiet) {
            StandardStreams.err().println(VerdictFormatter.line(run.head()));
        }
        List<Integer> codes = new ArrayList<>(List.of(history.exitCode(runRecord)));
        failures.forEach(failure -> codes.add(ErrorReporter.report(failure, verbose)));
        return ExitCodes.mostSevere(codes);
    }

    private void appendToHistory(RunRecord runRecord) {
        try {
            history.append(runRecord);
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private List<ReportWriter> writers(ReportContext context) {
        List<ReportWriter> writers = new ArrayList<>();
        targets.stream()
                .filter(target -> !target.kind().isLive())
                .forEach(target -> writers.add(isolated(() -> target.open(context))));
        if (options.github()) {
            writers.add(isolated(() -> new GithubAnnotations(StandardStreams.err(), file)));
        }
        writers.add(isolated(() -> stdoutReport(context)));
        return writers;
    }

    private ReportWriter isolated(Supplier<ReportWriter> factory) {
        return new IsolatedReport(
                () -> options.noContent() ? new RedactingReportWriter(factory.get()) : factory.get(), failures::add);
    }

    private ReportWriter stdoutReport(ReportContext context) {
        if (options.format().equals(ReportOptions.TABLE)) {
            int width = cases.stream()
                    .mapToInt(each -> (each.id() + " on " + each.target().id()).length())
                    .max()
                    .orElse(0);
            return new CaseTable(StandardStreams.out(), width);
        }
        ReportFormat kind = ReportFormat.valueOf(options.format().toUpperCase(Locale.ROOT));
        return kind.to(StandardStreams.out().writer(), context);
    }
}
