package org.llmtestbench.function.completions;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.llmtestbench.function.RequestLifetime;
import org.llmtestbench.function.Response;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.ResultJson;

/**
 * One streamed answer on its way from a provider to a caller. The status is held back until the first delta, so that a
 * failure before it has its own, but no longer than the first heartbeat.
 */
final class SseResponseStream implements CallListener {
    /** What timers can do. */
    private static final long SHORTEST = 1_000_000;

    private final Duration heartbeat;
    private final LongSupplier nanoTime;
    private final BackpressureBuffer buffer = new BackpressureBuffer(this::giveUp);
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private UniEmitter<? super Response> head;
    private Cancellable call;
    private Future<?> timer;
    private boolean begun;
    private long lastPiece;
    private boolean over;

    /** @param nanoTime a monotonic clock */
    SseResponseStream(Duration heartbeat, LongSupplier nanoTime) {
        this.heartbeat = heartbeat;
        this.nanoTime = nanoTime;
        this.lastPiece = nanoTime.getAsLong();
    }

    /**
     * The answer to a call that this hears of: its head when there is something to say, or the failure of the call.
     *
     * @param lifetime the call is cancelled at its end, whether anything took the answer or not
     */
    Uni<Response> of(Uni<Outcome> outcome, RequestLifetime lifetime) {
        return Uni.createFrom().emitter(emitter -> {
            head = emitter;
            lifetime.atEnd(this::giveUp);
            emitter.onTermination(this::giveUpUnlessBegun);
            beatAfter(heartbeat.toNanos());
            Cancellable started = outcome.subscribe().with(this::ended, this::broke);
            boolean unwanted;
            synchronized (this) {
                call = started;
                unwanted = over;
            }
            if (unwanted) {
                // does nothing to a call that has ended
                started.cancel();
            }
        });
    }

    @Override
    public synchronized void delta(Delta delta) {
        (delta.kind() == Delta.Kind.TEXT ? text : reasoning).append(delta.text());
        say(SseEncoder.delta(delta));
    }

    /** What was said by now, of a call that is cut short. */
    synchronized CompletionResponse soFar(String model) {
        return new CompletionResponse(
                null,
                model,
                null,
                text.toString(),
                reasoning.toString(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    @Override
    public boolean isWritable() {
        return buffer.isWritable();
    }

    @Override
    public void onWritable(Runnable goOn) {
        buffer.onWritable(goOn);
    }

    private synchronized void say(byte[] piece) {
        if (over) {
            return;
        }
        buffer.put(piece);
        lastPiece = nanoTime.getAsLong();
        if (!begun) {
            begun = true;
            head.complete(new Response.Streamed(200, SseEncoder.HEADERS, buffer.pieces()));
        }
    }

    private synchronized void ended(Outcome outcome) {
        boolean hasStatus = outcome.failed()
                .filter(failed -> failed.failure().httpStatus() != 200)
                .isPresent();
        if (!begun && hasStatus) {
            broke(((Outcome.Failed) outcome).cause());
            return;
        }
        say(SseEncoder.result(ResultJson.of(outcome)));
        if (!over) {
            buffer.end();
            finish();
        }
    }

    private synchronized void broke(Throwable why) {
        if (!over) {
            finish();
            if (!begun) {
                head.fail(why);
            } else {
                buffer.fail(why);
            }
        }
    }

    private synchronized void beatAfter(long nanos) {
        if (!over) {
            timer = Infrastructure.getDefaultWorkerPool()
                    .schedule(this::beat, Math.max(nanos, SHORTEST), TimeUnit.NANOSECONDS);
        }
    }

    /** Its timer is not touched by deltas: when it goes off too early it is set again. */
    private synchronized void beat() {
        long left = lastPiece + heartbeat.toNanos() - nanoTime.getAsLong();
        // a caller that takes nothing has enough to read
        if (left <= 0 && buffer.isEmpty()) {
            say(SseEncoder.comment("waiting"));
        }
        beatAfter(left <= 0 ? heartbeat.toNanos() : left);
    }

    private synchronized void finish() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private synchronized void giveUpUnlessBegun() {
        if (!begun) {
            giveUp();
        }
    }

    private void giveUp() {
        Cancellable started;
        synchronized (this) {
            finish();
            started = call;
        }
        if (started != null) {
            started.cancel();
        }
    }
}
