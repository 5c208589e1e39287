package org.llmtestbench.provider.wire;

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
final class Watchdog<T> {
    private final Exchange exchange;
    private final UniEmitter<? super T> emitter;
    private Future<?> timer;
    private boolean off;

    private Watchdog(Exchange exchange, UniEmitter<? super T> emitter) {
        this.exchange = exchange;
        this.emitter = emitter;
    }

    /** The same attempt; it is cancelled and fails when its time is over. */
    static <T> Uni<T> over(Exchange exchange, Uni<T> attempt) {
        Uni<T> bark = Uni.createFrom().emitter(emitter -> {
            Watchdog<T> watchdog = new Watchdog<>(exchange, emitter);
            emitter.onTermination(watchdog::stop);
            watchdog.look();
        });
        return Uni.combine().any().of(attempt, bark);
    }

    private void look() {
        Patience patience = exchange.patience();
        if (patience.isOver()) {
            emitter.fail(patience.failure());
        } else {
            lookAgainAfter(patience.left());
        }
    }

    private synchronized void lookAgainAfter(Duration time) {
        if (!off) {
            timer = Infrastructure.getDefaultWorkerPool().schedule(this::look, time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void stop() {
        off = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
