package org.llmtestbench.function.runs;

import java.util.List;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CaseResult;
import org.llmtestbench.suite.RunListener;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteCase;

/** Notifies several listeners of cases and ends of runs, but not of single calls. */
record CompositeRunListener(List<RunListener> listeners) implements RunListener {
    @Override
    public void started(SuiteCase suiteCase) {
        listeners.forEach(listener -> listener.started(suiteCase));
    }

    @Override
    public void finished(CaseResult result, CaseJson json) {
        listeners.forEach(listener -> listener.finished(result, json));
    }

    @Override
    public void ended(RunResult run) {
        listeners.forEach(listener -> listener.ended(run));
    }
}
