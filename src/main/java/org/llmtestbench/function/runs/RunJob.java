package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.RunPlan;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteRun;

/** One run: it waits for a thread, runs, and keeps its result until it is dropped. */
public final class RunJob {
    private final RunPlan plan;
    private final SuiteRun run;
    private final Runnable atEnd;
    private final CompletableFuture<RunResult> completion = new CompletableFuture<>();
    private boolean dropped;

    /** @param atEnd runs after the run, before its result is published */
    RunJob(RunPlan plan, SuiteRun run, Runnable atEnd) {
        this.plan = plan;
        this.run = run;
        this.atEnd = atEnd;
    }

    /** Executes the run on the calling thread. */
    void work() {
        try {
            completion.complete(runToEnd());
        } catch (RuntimeException | Error bug) {
            completion.completeExceptionally(bug);
        }
    }

    private RunResult runToEnd() {
        try {
            return run.run();
        } finally {
            atEnd.run();
        }
    }

    /** The name of the suite. */
    public String suite() {
        return plan.suite().name();
    }

    /** The number of completed cases. */
    public int done() {
        return run.counters().done();
    }

    /** The number of all cases. */
    public int total() {
        return run.counters().total();
    }

    /** Whether the run is complete. */
    public boolean isOver() {
        return completion.isDone();
    }

    /** Stops the run early: results so far are kept, running calls are cancelled. */
    public void stop(RunEndReason reason) {
        run.stop(reason);
    }

    /**
     * The result of the run, converted by {@code mapper} on the thread of the run, or on the calling thread if the run
     * is already complete. Empty if the job was dropped. Cancelling does not stop the run.
     */
    public <T> Uni<Optional<T>> then(Function<RunResult, T> mapper) {
        return Uni.createFrom()
                .<RunResult>emitter(emitter -> completion.whenComplete((result, bug) -> {
                    if (bug == null) {
                        emitter.complete(result);
                    } else {
                        emitter.fail(bug);
                    }
                }))
                .map(result -> read(result, mapper));
    }

    private synchronized <T> Optional<T> read(RunResult result, Function<RunResult, T> mapper) {
        return dropped ? Optional.empty() : Optional.of(mapper.apply(result));
    }

    /** Releases the result of the run, now or when it is complete. */
    public synchronized void drop() {
        if (!dropped) {
            dropped = true;
            completion.thenAccept(RunResult::close);
        }
    }
}
