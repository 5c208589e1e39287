package org.llmtestbench.function.runs;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.RunEndReason;

/** Executes runs on threads of their own: 4 at a time, with a queue of 16. */
final class RunExecutor {
    /** A run blocks one thread, and one more for each concurrent case. */
    private static final int MAX_RUNNING = 4;

    /** A longer queue would only complete runs after their callers have disconnected. */
    private static final int MAX_QUEUED = 16;

    private static final int IDLE_SECONDS = 10;

    private final Set<RunJob> inFlight = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor executor;
    private volatile boolean interrupted;

    RunExecutor() {
        executor = new ThreadPoolExecutor(
                MAX_RUNNING,
                MAX_RUNNING,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_QUEUED),
                work -> {
                    Thread thread = new Thread(work, "suite");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Executes the work of a job as soon as a thread is free; fails with {@link HttpProblemException} (429) if the
     * queue is full.
     */
    void run(RunJob job, Runnable work) {
        inFlight.add(job);
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } finally {
                    inFlight.remove(job);
                }
            });
        } catch (RejectedExecutionException queueFull) {
            inFlight.remove(job);
            throw queueFull();
        }
        if (interrupted) {
            job.stop(RunEndReason.INTERRUPTED);
        }
    }

    private static HttpProblemException queueFull() {
        return HttpProblemException.with(
                        429,
                        "Too many runs",
                        MAX_RUNNING + " suites are running and " + MAX_QUEUED
                                + " are waiting, so this one was not started.",
                        Failure.RATE_LIMITED)
                .hint("Try again when some of them are complete.")
                .header("retry-after", "30");
    }

    /** Stops all jobs, and all jobs that start later. */
    void interrupt() {
        interrupted = true;
        inFlight.forEach(job -> job.stop(RunEndReason.INTERRUPTED));
    }
}
