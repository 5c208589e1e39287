package org.llmtestbench.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Runs the cases of a suite side by side, and hands over each result when it is there. Runs once. */
public final class CaseScheduler {
    /** Hears of each case when it is over; from several threads, and in any order. */
    public interface Listener {
        /** A case begins. */
        default void begun(SuiteCase one) {}

        /**
         * A case ended; its verdict is {@link Verdict#NOT_RUN} if the run ended before all its rounds.
         *
         * @param index the case's place among those that are run
         */
        void finished(int index, CaseResult result);
    }

    private static final int BEAT_MILLIS = 500;

    private final CaseRunner caseRunner;
    private final boolean failFast;
    private final LongSupplier nanoTime;
    private final AtomicReference<RunEndReason> end = new AtomicReference<>();
    private final AtomicInteger next = new AtomicInteger();
    private final int concurrency;
    private final ExecutorService threads;

    /** @param concurrency cases at once, at least 1; the limits of each endpoint hold besides */
    public CaseScheduler(CaseRunner caseRunner, int concurrency, boolean failFast, LongSupplier nanoTime) {
        this.caseRunner = caseRunner;
        this.concurrency = concurrency;
        this.failFast = failFast;
        this.nanoTime = nanoTime;
        this.threads = Executors.newFixedThreadPool(concurrency, work -> {
            Thread thread = new Thread(work, "case");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs them and says why that ended; what is not handed over by then was not run. */
    public RunEndReason run(List<SuiteCase> cases, Listener listener) {
        try {
            for (Future<?> worker : begin(cases, listener)) {
                await(worker);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(RunEndReason.INTERRUPTED);
        } catch (ExecutionException e) {
            stop(RunEndReason.INTERRUPTED);
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        end.compareAndSet(null, RunEndReason.COMPLETE);
        return end.get();
    }

    private List<Future<?>> begin(List<SuiteCase> cases, Listener listener) {
        List<Future<?>> workers = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(concurrency, cases.size()); i++) {
                workers.add(threads.submit(() -> work(cases, listener)));
            }
        } catch (RejectedExecutionException stoppedAlready) {
            // then no other case begins
        }
        return workers;
    }

    private void await(Future<?> worker) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                worker.get(BEAT_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException goesOn) {
                // what a call does just then may have swallowed the interrupt
                Optional.ofNullable(end.get()).filter(RunEndReason::cancels).ifPresent(why -> threads.shutdownNow());
            }
        }
    }

    /** Ends the run: no other case begins, and calls under way are cancelled if that matters. The first reason counts. */
    public void stop(RunEndReason why) {
        end.compareAndSet(null, why);
        if (why.cancels()) {
            threads.shutdownNow();
        }
    }

    private void work(List<SuiteCase> cases, Listener listener) {
        for (int i = next.getAndIncrement(); i < cases.size() && end.get() == null; i = next.getAndIncrement()) {
            one(i, cases.get(i), listener);
        }
    }

    private void one(int index, SuiteCase one, Listener listener) {
        listener.begun(one);
        long start = nanoTime.getAsLong();
        CaseRunner.Examined examined = caseRunner.examine(one);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
        if (examined.ended() != null) {
            stop(examined.ended());
            if (!examined.outcomes().isEmpty()) {
                listener.finished(
                        index,
                        CaseResult.partial(
                                one, took, examined.outcomes(), examined.judgesUsd(), reason(examined.ended())));
            }
            return;
        }
        CaseResult result = new VerdictCalculator(one, examined.rounds()).result(took, examined.judgesUsd());
        listener.finished(index, result);
        if (failFast && result.failure() != null) {
            stop(RunEndReason.FAIL_FAST);
        }
    }

    /** A cancelled call does not know what cancelled it; the run does. */
    private RunEndReason reason(RunEndReason ofCase) {
        RunEndReason ofRun = end.get();
        return ofCase != RunEndReason.BUDGET && ofRun.cancels() ? ofRun : ofCase;
    }
}
