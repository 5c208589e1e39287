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

/** Runs the cases of a suite in parallel and notifies a listener of each result. Can be used once. */
public final class CaseScheduler {
    /** Is notified of cases, from several threads and in any order. */
    public interface Listener {
        /** A case has started. */
        default void started(SuiteCase suiteCase) {}

        /**
         * A case has ended; its verdict is {@link Verdict#NOT_RUN} if the run ended before its last iteration.
         *
         * @param index the index of the case in the list of cases
         */
        void finished(int index, CaseResult result);
    }

    private static final int POLL_MILLIS = 500;

    private final CaseRunner caseRunner;
    private final boolean failFast;
    private final LongSupplier nanoTime;
    private final AtomicReference<RunEndReason> endReason = new AtomicReference<>();
    private final AtomicInteger next = new AtomicInteger();
    private final int concurrency;
    private final ExecutorService threads;

    /** @param concurrency maximum number of concurrent cases, at least 1; the limits of each endpoint apply too */
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

    /** Runs the cases, blocks, and returns why the run ended. Cases without a notification were not run. */
    public RunEndReason run(List<SuiteCase> cases, Listener listener) {
        try {
            for (Future<?> worker : startWorkers(cases, listener)) {
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
        endReason.compareAndSet(null, RunEndReason.COMPLETE);
        return endReason.get();
    }

    private List<Future<?>> startWorkers(List<SuiteCase> cases, Listener listener) {
        List<Future<?>> workers = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(concurrency, cases.size()); i++) {
                workers.add(threads.submit(() -> work(cases, listener)));
            }
        } catch (RejectedExecutionException stopped) {
            // the run was stopped, so no other case starts
        }
        return workers;
    }

    private void await(Future<?> worker) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                worker.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException stillRunning) {
                // interrupts again, because code in a call may have cleared the interrupt
                Optional.ofNullable(endReason.get())
                        .filter(RunEndReason::cancelsCalls)
                        .ifPresent(reason -> threads.shutdownNow());
            }
        }
    }

    /** Ends the run: no other case starts, and some reasons cancel running calls. Only the first reason is kept. */
    public void stop(RunEndReason reason) {
        endReason.compareAndSet(null, reason);
        if (reason.cancelsCalls()) {
            threads.shutdownNow();
        }
    }

    private void work(List<SuiteCase> cases, Listener listener) {
        for (int i = next.getAndIncrement(); i < cases.size() && endReason.get() == null; i = next.getAndIncrement()) {
            runCase(i, cases.get(i), listener);
        }
    }

    private void runCase(int index, SuiteCase suiteCase, Listener listener) {
        listener.started(suiteCase);
        long start = nanoTime.getAsLong();
        CaseRunner.Execution execution = caseRunner.execute(suiteCase);
        Duration duration = Duration.ofNanos(nanoTime.getAsLong() - start);
        if (execution.endReason() != null) {
            stop(execution.endReason());
            if (!execution.outcomes().isEmpty()) {
                listener.finished(
                        index,
                        CaseResult.partial(
                                suiteCase,
                                duration,
                                execution.outcomes(),
                                execution.judgesUsd(),
                                reason(execution.endReason())));
            }
            return;
        }
        CaseResult result =
                new VerdictCalculator(suiteCase, execution.iterations()).result(duration, execution.judgesUsd());
        listener.finished(index, result);
        if (failFast && result.failure() != null) {
            stop(RunEndReason.FAIL_FAST);
        }
    }

    /** The reason of the run for a cancelled call, because the call does not know why it was cancelled. */
    private RunEndReason reason(RunEndReason caseReason) {
        RunEndReason runReason = endReason.get();
        return caseReason != RunEndReason.BUDGET && runReason.cancelsCalls() ? runReason : caseReason;
    }
}
