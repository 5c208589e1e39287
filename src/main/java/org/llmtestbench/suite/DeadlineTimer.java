package org.llmtestbench.suite;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something when time is up, unless it is closed before. */
public final class DeadlineTimer implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);

    private DeadlineTimer() {}

    /** Begins to count; {@code whenUp} is run on a thread of its own. */
    public static DeadlineTimer of(Duration time, Runnable whenUp) {
        DeadlineTimer countdown = new DeadlineTimer();
        Thread timer = new Thread(() -> countdown.await(time, whenUp), "deadline");
        timer.setDaemon(true);
        timer.start();
        return countdown;
    }

    private void await(Duration time, Runnable whenUp) {
        try {
            if (!over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                whenUp.run();
            }
        } catch (InterruptedException nobodyWaitsAnyMore) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
