package org.llmtestbench.function.runs;

import java.util.List;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CaseResult;
import org.llmtestbench.suite.RunListener;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteCase;

/** Tells all who listen to runs; they hear of cases and ends, not of single calls. */
record CompositeRunListener(List<RunListener> all) implements RunListener {
    @Override
    public void begun(SuiteCase one) {
        all.forEach(each -> each.begun(one));
    }

    @Override
    public void finished(CaseResult result, CaseJson json) {
        all.forEach(each -> each.finished(result, json));
    }

    @Override
    public void ended(RunResult run) {
        all.forEach(each -> each.ended(run));
    }
}
