package org.llmtestbench.lambda;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads the chunks of a streamed response one by one on a thread that may block; requests a chunk when it is needed.
 */
final class BlockingChunkReader implements Flow.Subscriber<byte[]>, AutoCloseable {
    private sealed interface Signal {
        record Next(byte[] chunk) implements Signal {}

        record End(Throwable cause) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final long deadline;
    private volatile Flow.Subscription subscription;

    private BlockingChunkReader(Duration timeLeft) {
        this.deadline = System.nanoTime() + timeLeft.toNanos();
    }

    /** @param timeLeft the time after which waiting for a chunk fails */
    static BlockingChunkReader of(Multi<byte[]> chunks, Duration timeLeft) {
        BlockingChunkReader reader = new BlockingChunkReader(timeLeft);
        chunks.subscribe().withSubscriber(reader);
        return reader;
    }

    /** The next chunk; null after the last one. Fails if the stream fails. */
    byte[] next() {
        subscription.request(1);
        Signal next = await();
        if (next instanceof Signal.Next item) {
            return item.chunk();
        }
        Throwable cause = ((Signal.End) next).cause();
        if (cause == null) {
            return null;
        }
        throw cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    private Signal await() {
        try {
            Signal next = signals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return next != null ? next : new Signal.End(new InvocationTimeoutException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Signal.End(new InvocationTimeoutException());
        }
    }

    /** Cancels the stream. */
    @Override
    public void close() {
        subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
    }

    @Override
    public void onNext(byte[] chunk) {
        signals.add(new Signal.Next(chunk));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal.End(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End(null));
    }
}
