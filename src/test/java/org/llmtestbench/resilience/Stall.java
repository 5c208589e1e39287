package org.llmtestbench.resilience;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How late this process comes to what is due, as long as it is looked at: what no call is to be blamed for. */
final class Stall implements AutoCloseable {
    private static final long BEAT_NANOS = Duration.ofMillis(5).toNanos();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private long due = System.nanoTime() + BEAT_NANOS;
    private long late;

    Stall() {
        timer.scheduleWithFixedDelay(this::beat, BEAT_NANOS, BEAT_NANOS, TimeUnit.NANOSECONDS);
    }

    private synchronized void beat() {
        late += overdue();
        due = System.nanoTime() + BEAT_NANOS;
    }

    private long overdue() {
        return Math.max(0, System.nanoTime() - due);
    }

    /** All of it together until now. */
    synchronized Duration soFar() {
        return Duration.ofNanos(late + overdue());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
