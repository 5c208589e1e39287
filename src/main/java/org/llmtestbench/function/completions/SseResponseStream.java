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
 * One streamed answer from a provider to a caller. The HTTP status is sent with the first delta, so that a failure
 * before it has its own status, but not later than the first heartbeat.
 */
final class SseResponseStream implements CallListener {
    /** The resolution of the timer. */
    private static final long MIN_DELAY_NANOS = 1_000_000;

    private final Duration heartbeat;
    private final LongSupplier nanoTime;
    private final BackpressureBuffer buffer = new BackpressureBuffer(this::cancel);
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private UniEmitter<? super Response> head;
    private Cancellable call;
    private Future<?> timer;
    private boolean headSent;
    private long lastSent;
    private boolean finished;

    /** @param nanoTime a monotonic clock */
    SseResponseStream(Duration heartbeat, LongSupplier nanoTime) {
        this.heartbeat = heartbeat;
        this.nanoTime = nanoTime;
        this.lastSent = nanoTime.getAsLong();
    }

    /**
     * The response for this call; it completes with the first event, or fails if the call fails before that.
     *
     * @param lifetime the call is cancelled at its end, even if the response was never sent
     */
    Uni<Response> of(Uni<Outcome> outcome, RequestLifetime lifetime) {
        return Uni.createFrom().emitter(emitter -> {
            head = emitter;
            lifetime.atEnd(this::cancel);
            emitter.onTermination(this::cancelUnlessHeadSent);
            scheduleHeartbeat(heartbeat.toNanos());
            Cancellable started = outcome.subscribe().with(this::ended, this::failed);
            boolean cancelled;
            synchronized (this) {
                call = started;
                cancelled = finished;
            }
            if (cancelled) {
                // has no effect if the call has ended
                started.cancel();
            }
        });
    }

    @Override
    public synchronized void delta(Delta delta) {
        (delta.kind() == Delta.Kind.TEXT ? text : reasoning).append(delta.text());
        send(SseEncoder.delta(delta));
    }

    /** The partial answer, for a call that is interrupted. */
    synchronized CompletionResponse partialResponse(String model) {
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
    public void onWritable(Runnable resume) {
        buffer.onWritable(resume);
    }

    private synchronized void send(byte[] event) {
        if (finished) {
            return;
        }
        buffer.put(event);
        lastSent = nanoTime.getAsLong();
        if (!headSent) {
            headSent = true;
            head.complete(new Response.Streamed(200, SseEncoder.HEADERS, buffer.chunks()));
        }
    }

    private synchronized void ended(Outcome outcome) {
        boolean hasStatus = outcome.failed()
                .filter(failed -> failed.failure().httpStatus() != 200)
                .isPresent();
        if (!headSent && hasStatus) {
            failed(((Outcome.Failed) outcome).cause());
            return;
        }
        send(SseEncoder.result(ResultJson.of(outcome)));
        if (!finished) {
            buffer.end();
            finish();
        }
    }

    private synchronized void failed(Throwable cause) {
        if (!finished) {
            finish();
            if (!headSent) {
                head.fail(cause);
            } else {
                buffer.fail(cause);
            }
        }
    }

    private synchronized void scheduleHeartbeat(long nanos) {
        if (!finished) {
            timer = Infrastructure.getDefaultWorkerPool()
                    .schedule(this::heartbeat, Math.max(nanos, MIN_DELAY_NANOS), TimeUnit.NANOSECONDS);
        }
    }

    /** Deltas do not reset the timer; if it fires too early, it is scheduled again. */
    private synchronized void heartbeat() {
        long remaining = lastSent + heartbeat.toNanos() - nanoTime.getAsLong();
        // a slow caller still has buffered events to read
        if (remaining <= 0 && buffer.isEmpty()) {
            send(SseEncoder.comment("waiting"));
        }
        scheduleHeartbeat(remaining <= 0 ? heartbeat.toNanos() : remaining);
    }

    private synchronized void finish() {
        finished = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private synchronized void cancelUnlessHeadSent() {
        if (!headSent) {
            cancel();
        }
    }

    private void cancel() {
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
