package org.llmtestbench.cli;

import java.util.EnumSet;
import java.util.Set;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.report.CaseTable;
import org.llmtestbench.report.ConsoleMessages;
import org.llmtestbench.report.VerboseCallListener;
import org.llmtestbench.report.VerdictFormatter;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CaseResult;
import org.llmtestbench.suite.RunCounters;
import org.llmtestbench.suite.RunListener;
import org.llmtestbench.suite.SuiteCase;
import org.llmtestbench.suite.Verdict;

/** Shows the progress of a run on stderr: a status line on a terminal, otherwise a line per case that did not pass. */
final class SmokeProgress implements RunListener, AutoCloseable {
    private static final Set<Verdict> GOOD_VERDICTS = EnumSet.of(Verdict.PASSED, Verdict.FLAKY, Verdict.SILENT);

    private final SmokeReports reports;
    private final boolean quiet;
    private final boolean verbose;
    private final boolean onTerminal;
    private final ConsoleMessages messages = StandardStreams.commentary();
    private RunCounters counters;

    SmokeProgress(SmokeReports reports, boolean quiet, boolean verbose) {
        this.reports = reports;
        this.quiet = quiet;
        this.verbose = verbose;
        this.onTerminal = !quiet && StandardStreams.errTakesStatus();
        reports.open();
    }

    /** Sets the counters of the status line. */
    void setCounters(RunCounters newCounters) {
        counters = newCounters;
    }

    @Override
    public CallListener callListener(SuiteCase suiteCase) {
        return verbose
                ? new VerboseCallListener(
                        messages, suiteCase.id() + " on " + suiteCase.target().id() + ": ", delta -> {})
                : CallListener.NONE;
    }

    @Override
    public void started(SuiteCase suiteCase) {
        show();
    }

    @Override
    public void finished(CaseResult result, CaseJson json) {
        CaseJson visible = reports.finished(json);
        boolean needsLine = verbose || !onTerminal && !GOOD_VERDICTS.contains(result.verdict());
        if (needsLine && !quiet) {
            StandardStreams.err().println(CaseTable.line(visible));
        }
        show();
    }

    private void show() {
        if (onTerminal) {
            StandardStreams.status().show(VerdictFormatter.progress(counters));
        }
    }

    @Override
    public void close() {
        if (onTerminal) {
            StandardStreams.status().clear();
        }
    }
}
