package org.llmtestbench.cli;

import java.util.EnumSet;
import java.util.Set;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.report.CaseJson;
import org.llmtestbench.report.CaseTable;
import org.llmtestbench.report.Chronicle;
import org.llmtestbench.report.Commentary;
import org.llmtestbench.report.Tally;
import org.llmtestbench.suite.CaseResult;
import org.llmtestbench.suite.SuiteCase;
import org.llmtestbench.suite.SuiteRun;
import org.llmtestbench.suite.Verdict;

/** Tells on stderr how a run goes: one line that changes on a terminal, else a line for what did not pass. */
final class SmokeProgress implements SuiteRun.Listener, AutoCloseable {
    private static final Set<Verdict> FINE = EnumSet.of(Verdict.PASSED, Verdict.FLAKY, Verdict.SILENT);

    private final SmokeReports reports;
    private final Tally tally;
    private final boolean quiet;
    private final boolean verbose;
    private final boolean onTerminal;
    private final Commentary commentary = Streams.commentary();

    SmokeProgress(SmokeReports reports, Tally tally, boolean quiet, boolean verbose) {
        this.reports = reports;
        this.tally = tally;
        this.quiet = quiet;
        this.verbose = verbose;
        this.onTerminal = !quiet && Streams.errTakesStatus();
        reports.open();
    }

    /** What is told of a case's calls. */
    Progress calls(SuiteCase one) {
        return verbose
                ? new Chronicle(commentary, one.id() + " on " + one.target().id() + ": ", delta -> {})
                : Progress.NONE;
    }

    @Override
    public void begun(SuiteCase one) {
        show();
    }

    @Override
    public void finished(int index, CaseResult result) {
        CaseJson json = reports.finished(index, result);
        tally.add(result);
        boolean worthALine = verbose || !onTerminal && !FINE.contains(result.verdict());
        if (worthALine && !quiet) {
            Streams.err().println(CaseTable.line(json));
        }
        show();
    }

    private void show() {
        if (onTerminal) {
            Streams.status().show(tally.line());
        }
    }

    @Override
    public void close() {
        if (onTerminal) {
            Streams.status().clear();
        }
    }
}
