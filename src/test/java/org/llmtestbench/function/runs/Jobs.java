package org.llmtestbench.function.runs;

import java.util.List;
import java.util.Map;
import org.llmtestbench.suite.Budget;
import org.llmtestbench.suite.RunListener;
import org.llmtestbench.suite.RunPlan;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteRun;

/** Jobs for tests. */
final class Jobs {
    private Jobs() {}

    /** A job that has not started, for a suite without cases. */
    static RunJob waiting() {
        RunPlan plan = new RunPlan(
                new Suite("empty", null, null, List.of(), List.of()), List.of(), Map.of(), new Budget(null), null);
        return new RunJob(plan, new SuiteRun(plan, null, 1, false, RunListener.NONE), () -> {});
    }

    /** A completed job. */
    static RunJob completed() {
        RunJob job = waiting();
        job.work();
        return job;
    }
}
