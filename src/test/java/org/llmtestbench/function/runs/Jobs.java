package org.llmtestbench.function.runs;

import java.util.List;
import java.util.Map;
import org.llmtestbench.report.LiveRun;
import org.llmtestbench.report.RunListener;
import org.llmtestbench.suite.Budget;
import org.llmtestbench.suite.Plan;
import org.llmtestbench.suite.Suite;

/** Runs as tests need them. */
final class Jobs {
    private Jobs() {}

    /** A run of a suite without a case, not begun. */
    static SmokeJob waiting() {
        Plan plan = new Plan(
                new Suite("empty", null, null, List.of(), List.of()), List.of(), Map.of(), new Budget(null), null);
        return new SmokeJob(plan, new LiveRun(plan, null, 1, false, RunListener.NONE), () -> {});
    }

    /** The same, over. */
    static SmokeJob over() {
        SmokeJob job = waiting();
        job.work();
        return job;
    }
}
