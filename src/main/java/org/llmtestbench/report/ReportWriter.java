package org.llmtestbench.report;

import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteJson;

/** Writes one report of a run that is over, case by case, so that no report is ever held as a whole. */
public interface ReportWriter {
    /** Comes first, once. */
    void begin(SuiteJson suite);

    /** Comes for each case, in the order of the suite's file. */
    void add(CaseJson result);

    /** Comes last, once; the report is complete then. */
    void end();

    /** Writes a whole run. */
    default void write(RunResult run) {
        begin(run.head());
        run.forEach(this::add);
        end();
    }
}
