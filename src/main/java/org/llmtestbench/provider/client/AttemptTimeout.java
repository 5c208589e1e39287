package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends an attempt that runs into one of its time-outs. Has one timer, which is not touched by what comes in: when it
 * goes off too early it is set again.
 */
final class AttemptTimeout<T> {
    /** Timers refuse to be set for less than a millisecond. */
    private static final long SHORTEST = 1_000_000;

    private final CallAttempt exchange;
    private final UniEmitter<? super T> emitter;
    private final CancellableHolder holder = new CancellableHolder();
    private Future<?> timer;

    private AttemptTimeout(CallAttempt exchange, UniEmitter<? super T> emitter) {
        this.exchange = exchange;
        this.emitter = emitter;
    }

    /** The same attempt; it is cancelled and fails when its time is over. */
    // Uni.combine().any() would cancel the one that lost with an exception: as dear as a tenth of a short call
    static <T> Uni<T> over(CallAttempt exchange, Uni<T> attempt) {
        return Uni.createFrom().emitter(emitter -> new AttemptTimeout<T>(exchange, emitter).watch(attempt));
    }

    private void watch(Uni<T> attempt) {
        emitter.onTermination(this::stop);
        if (holder.begun(attempt.subscribe().with(emitter::complete, emitter::fail))) {
            look();
        }
    }

    private void look() {
        TimeoutState timeouts = exchange.patience();
        if (timeouts.isOver()) {
            emitter.fail(timeouts.failure());
        } else {
            lookAgainAfter(timeouts.left());
        }
    }

    private synchronized void lookAgainAfter(Duration time) {
        if (!holder.isCancelled()) {
            timer = Infrastructure.getDefaultWorkerPool()
                    .schedule(this::look, Math.max(time.toNanos(), SHORTEST), TimeUnit.NANOSECONDS);
        }
    }

    private void stop() {
        holder.giveUp();
        synchronized (this) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
