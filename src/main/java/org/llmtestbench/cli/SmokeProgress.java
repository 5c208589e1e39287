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

/** Tells on stderr how a run goes: one line that changes on a terminal, else a line for what did not pass. */
final class SmokeProgress implements RunListener, AutoCloseable {
    private static final Set<Verdict> FINE = EnumSet.of(Verdict.PASSED, Verdict.FLAKY, Verdict.SILENT);

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

    /** The counts that are shown. */
    void follows(RunCounters counts) {
        counters = counts;
    }

    @Override
    public CallListener calls(SuiteCase one) {
        return verbose
                ? new VerboseCallListener(
                        messages, one.id() + " on " + one.target().id() + ": ", delta -> {})
                : CallListener.NONE;
    }

    @Override
    public void begun(SuiteCase one) {
        show();
    }

    @Override
    public void finished(CaseResult result, CaseJson json) {
        CaseJson shown = reports.finished(json);
        boolean worthALine = verbose || !onTerminal && !FINE.contains(result.verdict());
        if (worthALine && !quiet) {
            StandardStreams.err().println(CaseTable.line(shown));
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
