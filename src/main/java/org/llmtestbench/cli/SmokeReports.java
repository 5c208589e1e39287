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
 * Takes the cases of one run as they finish, and writes every report when the run is over. A report that can't be written
 * stops neither the run nor the other reports; its failure is reported at the end.
 */
final class SmokeReports {
    private final ReportOptions options;
    private final List<SuiteCase> cases;
    private final List<ReportTarget> targets;
    private final RunHistory history;
    private final String file;
    private final List<ReportWriter> live = new ArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    /**
     * Refuses what can't be read or written, before anything is paid for.
     *
     * @param file the suite's; null when it is built in
     */
    SmokeReports(ReportOptions options, Suite suite, String file, List<SuiteCase> cases) {
        this.options = options;
        this.cases = cases;
        this.file = file;
        this.targets = options.targets(suite.name());
        this.history = new RunHistory(options, suite.name());
    }

    /** The run begins. */
    void open() {
        targets.stream()
                .filter(target -> target.kind().isLive())
                .forEach(target -> live.add(wrapped(() -> target.open(ReportContext.NONE))));
    }

    /** A case is over; comes from several threads. Gives it as it may be shown. */
    CaseJson finished(CaseJson json) {
        live.forEach(report -> report.add(json));
        return options.noContent() ? RedactingReportWriter.strip(json) : json;
    }

    /**
     * Writes all reports and the history, then prints the run's summary and the failures of reports.
     *
     * @return the run's exit code, or 70 if something could not be written
     */
    int write(RunResult run, boolean quiet, boolean verbose) {
        RunRecord now = run.past();
        List<String> ending = run.notes();
        writers(history.extras(now, ending)).forEach(writer -> writer.write(run));
        run.forEachNotRun(one -> live.forEach(report -> report.add(one)));
        live.forEach(ReportWriter::end);
        keep(now);
        ending.forEach(StandardStreams.err()::println);
        history.sentences(now).forEach(StandardStreams.err()::println);
        if (!quiet) {
            StandardStreams.err().println(VerdictFormatter.line(run.head()));
        }
        List<Integer> codes = new ArrayList<>(List.of(history.exitCode(now)));
        failures.forEach(failure -> codes.add(ErrorReporter.report(failure, verbose)));
        return ExitCodes.mostSevere(codes);
    }

    private void keep(RunRecord now) {
        try {
            history.keep(now);
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private List<ReportWriter> writers(ReportContext context) {
        List<ReportWriter> writers = new ArrayList<>();
        targets.stream()
                .filter(target -> !target.kind().isLive())
                .forEach(target -> writers.add(wrapped(() -> target.open(context))));
        if (options.github()) {
            writers.add(wrapped(() -> new GithubAnnotations(StandardStreams.err(), file)));
        }
        writers.add(wrapped(() -> onStdout(context)));
        return writers;
    }

    private ReportWriter wrapped(Supplier<ReportWriter> opens) {
        return new IsolatedReport(
                () -> options.noContent() ? new RedactingReportWriter(opens.get()) : opens.get(), failures::add);
    }

    private ReportWriter onStdout(ReportContext context) {
        if (options.format().equals(ReportOptions.TABLE)) {
            int width = cases.stream()
                    .mapToInt(one -> (one.id() + " on " + one.target().id()).length())
                    .max()
                    .orElse(0);
            return new CaseTable(StandardStreams.out(), width);
        }
        ReportFormat kind = ReportFormat.valueOf(options.format().toUpperCase(Locale.ROOT));
        return kind.to(StandardStreams.out().writer(), context);
    }
}
