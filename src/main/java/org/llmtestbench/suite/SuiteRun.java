package org.llmtestbench.suite;

import java.time.Duration;
import java.time.Instant;
import org.llmtestbench.runner.CallRunner;

/** One run of a suite, whoever asked for it: counts its cases and keeps them for the reports. Runs once. */
public final class SuiteRun {
    private final RunPlan plan;
    private final RunListener listener;
    private final CaseScheduler run;
    private final RunCounters counters;

    /**
     * A run that is not begun.
     *
     * @param concurrency cases at once, at least 1
     * @param failFast whether it ends at the first case that does not pass
     */
    public SuiteRun(RunPlan plan, CallRunner runner, int concurrency, boolean failFast, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
        this.counters = new RunCounters(plan.cases().size());
        CaseRunner caseRunner = new CaseRunner(runner, plan.seats(), plan.budget(), listener::calls);
        this.run = new CaseScheduler(caseRunner, concurrency, failFast, System::nanoTime);
    }

    /** Runs it to its end, and blocks until then. Whoever takes what comes of it closes that. */
    public RunResult run() {
        CaseStore store = new CaseStore(plan.cases());
        try {
            Instant start = Instant.now();
            long nanos = System.nanoTime();
            RunEndReason endReason = run.run(plan.cases(), keeping(store));
            Duration took = Duration.ofNanos(System.nanoTime() - nanos);
            RunResult finished = new RunResult(head(start, took, endReason), endReason, counters, store);
            listener.ended(finished);
            return finished;
        } catch (RuntimeException | Error broken) {
            store.close();
            throw broken;
        }
    }

    private SuiteJson head(Instant start, Duration took, RunEndReason endReason) {
        return counters.head(plan.suite().name(), start, took, endReason)
                .in(plan.part() == null ? null : ShardJson.of(plan.part()));
    }

    private CaseScheduler.Listener keeping(CaseStore store) {
        return new CaseScheduler.Listener() {
            @Override
            public void begun(SuiteCase one) {
                listener.begun(one);
            }

            @Override
            public void finished(int index, CaseResult result) {
                CaseJson json = CaseJson.of(result);
                store.put(index, json);
                counters.add(result);
                listener.finished(result, json);
            }
        };
    }

    /** Ends it, also before it is begun: what is done is kept, and the rest not run. The first reason counts. */
    public void stop(RunEndReason why) {
        run.stop(why);
    }

    /** How far it is. */
    public RunCounters tally() {
        return counters;
    }
}
