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

/** Where runs of suites block: a few at a time, and a few that wait. */
final class RunExecutor {
    /** A run blocks one thread and one more for each case at once; they wait for providers, and calls keep to limits. */
    private static final int AT_ONCE = 4;

    /** More would be over long after their callers have gone. */
    private static final int WAITING = 16;

    private static final int IDLE_SECONDS = 10;

    private final Set<RunJob> inFlight = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private volatile boolean interrupted;

    RunExecutor() {
        threads = new ThreadPoolExecutor(
                AT_ONCE, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "suite");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Does this work of a job when there is a thread; fails with {@link HttpProblemException} (429) when too many wait for one. */
    void run(RunJob job, Runnable work) {
        inFlight.add(job);
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    inFlight.remove(job);
                }
            });
        } catch (RejectedExecutionException full) {
            inFlight.remove(job);
            throw full();
        }
        if (interrupted) {
            job.stop(RunEndReason.INTERRUPTED);
        }
    }

    private static HttpProblemException full() {
        return HttpProblemException.with(
                        429,
                        "Too many runs",
                        AT_ONCE + " suites are running and " + WAITING + " wait; nothing was run.",
                        Failure.RATE_LIMITED)
                .hint("Come back when some of them are over.")
                .header("retry-after", "30");
    }

    /** Stops all jobs, now and later. */
    void interrupt() {
        interrupted = true;
        inFlight.forEach(job -> job.stop(RunEndReason.INTERRUPTED));
    }
}
