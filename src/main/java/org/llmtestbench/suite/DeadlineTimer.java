package org.llmtestbench.suite;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs an action after a duration, unless the timer is closed before. */
public final class DeadlineTimer implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    private DeadlineTimer() {}

    /** Starts a timer, which runs the action on its own thread. */
    public static DeadlineTimer start(Duration duration, Runnable action) {
        DeadlineTimer timer = new DeadlineTimer();
        Thread thread = new Thread(() -> timer.await(duration, action), "deadline");
        thread.setDaemon(true);
        thread.start();
        return timer;
    }

    private void await(Duration duration, Runnable action) {
        try {
            if (!closed.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                action.run();
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
