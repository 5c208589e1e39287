package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.RunPlan;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteRun;

/** A run that was ordered: it waits for a thread, goes on, and when it is over keeps what came of it until it is dropped. */
public final class RunJob {
    private final RunPlan plan;
    private final SuiteRun run;
    private final Runnable atEnd;
    private final CompletableFuture<RunResult> over = new CompletableFuture<>();
    private boolean dropped;

    /** @param atEnd comes when the run is over and nobody knows of it yet */
    RunJob(RunPlan plan, SuiteRun run, Runnable atEnd) {
        this.plan = plan;
        this.run = run;
        this.atEnd = atEnd;
    }

    /** Runs it to its end, on this thread. */
    void work() {
        try {
            over.complete(ran());
        } catch (RuntimeException | Error bug) {
            over.completeExceptionally(bug);
        }
    }

    private RunResult ran() {
        try {
            return run.run();
        } finally {
            atEnd.run();
        }
    }

    /** The suite's name. */
    public String suite() {
        return plan.suite().name();
    }

    /** Cases that are over. */
    public int done() {
        return run.tally().done();
    }

    /** Cases that are to be run. */
    public int total() {
        return run.tally().total();
    }

    /** Whether there is nothing left to wait for. */
    public boolean isOver() {
        return over.isDone();
    }

    /** Ends it early; what is done is kept, calls under way are given up. */
    public void stop(RunEndReason why) {
        run.stop(why);
    }

    /**
     * What came of it, once it is over, as this makes it of it; on the thread that ran it, or on this one when it is over
     * already. Empty when it was dropped. Cancelling stops nothing.
     */
    public <T> Uni<Optional<T>> then(Function<RunResult, T> use) {
        return Uni.createFrom()
                .<RunResult>emitter(emitter -> over.whenComplete((result, bug) -> {
                    if (bug == null) {
                        emitter.complete(result);
                    } else {
                        emitter.fail(bug);
                    }
                }))
                .map(result -> read(result, use));
    }

    private synchronized <T> Optional<T> read(RunResult result, Function<RunResult, T> use) {
        return dropped ? Optional.empty() : Optional.of(use.apply(result));
    }

    /** Nobody wants to read of it any more, also not when it is over. */
    public synchronized void drop() {
        if (!dropped) {
            dropped = true;
            over.thenAccept(RunResult::close);
        }
    }
}
