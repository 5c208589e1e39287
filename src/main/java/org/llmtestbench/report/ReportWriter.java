package org.llmtestbench.report;

import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteJson;

/** Writes one report of a finished run, case by case, so that memory never holds a whole report. */
public interface ReportWriter {
    /** Starts the report. Called once, first. */
    void begin(SuiteJson suite);

    /** Adds a case. Called in the order of the suite's file. */
    void add(CaseJson result);

    /** Completes the report. Called once, last. */
    void end();

    /** Writes a whole run. */
    default void write(RunResult run) {
        begin(run.head());
        run.forEach(this::add);
        end();
    }
}
