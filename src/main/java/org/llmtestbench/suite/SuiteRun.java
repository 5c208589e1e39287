package org.llmtestbench.suite;

import java.time.Duration;
import java.time.Instant;
import org.llmtestbench.runner.CallRunner;

/** One run of a suite: counts its cases and stores them for the reports. Can be run once. */
public final class SuiteRun {
    private final RunPlan plan;
    private final RunListener listener;
    private final CaseScheduler scheduler;
    private final RunCounters counters;

    /**
     * A run that has not started.
     *
     * @param concurrency maximum number of concurrent cases, at least 1
     * @param failFast whether the run ends when a case does not pass
     */
    public SuiteRun(RunPlan plan, CallRunner runner, int concurrency, boolean failFast, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
        this.counters = new RunCounters(plan.cases().size());
        CaseRunner caseRunner = new CaseRunner(runner, plan.targets(), plan.budget(), listener::callListener);
        this.scheduler = new CaseScheduler(caseRunner, concurrency, failFast, System::nanoTime);
    }

    /** Runs the cases and blocks until the end. The caller must close the result. */
    public RunResult run() {
        CaseStore store = new CaseStore(plan.cases());
        try {
            Instant start = Instant.now();
            long nanos = System.nanoTime();
            RunEndReason endReason = scheduler.run(plan.cases(), storingListener(store));
            Duration duration = Duration.ofNanos(System.nanoTime() - nanos);
            RunResult result = new RunResult(head(start, duration, endReason), endReason, counters, store);
            listener.ended(result);
            return result;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private SuiteJson head(Instant start, Duration duration, RunEndReason endReason) {
        return counters.head(plan.suite().name(), start, duration, endReason)
                .withShard(plan.shard() == null ? null : ShardJson.of(plan.shard()));
    }

    private CaseScheduler.Listener storingListener(CaseStore store) {
        return new CaseScheduler.Listener() {
            @Override
            public void started(SuiteCase suiteCase) {
                listener.started(suiteCase);
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

    /** Ends the run, also before it has started; completed cases are kept. Only the first reason is kept. */
    public void stop(RunEndReason reason) {
        scheduler.stop(reason);
    }

    /** The counters of the completed cases. */
    public RunCounters counters() {
        return counters;
    }
}
