package org.llmtestbench.lambda;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The pieces of an answer that is being made, taken one by one by a thread that may wait; the next is asked for then. */
final class BlockingChunkReader implements Flow.Subscriber<byte[]>, AutoCloseable {
    private sealed interface News {
        record Came(byte[] piece) implements News {}

        record Over(Throwable why) implements News {}
    }

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final long end;
    private volatile Flow.Subscription subscription;

    private BlockingChunkReader(Duration timeLeft) {
        this.end = System.nanoTime() + timeLeft.toNanos();
    }

    /** @param timeLeft after which waiting for the next piece fails */
    static BlockingChunkReader of(Multi<byte[]> chunks, Duration timeLeft) {
        BlockingChunkReader pieces = new BlockingChunkReader(timeLeft);
        chunks.subscribe().withSubscriber(pieces);
        return pieces;
    }

    /** The next one; null after the last. Fails when making them did. */
    byte[] next() {
        subscription.request(1);
        News next = awaited();
        if (next instanceof News.Came came) {
            return came.piece();
        }
        Throwable why = ((News.Over) next).why();
        if (why == null) {
            return null;
        }
        throw why instanceof RuntimeException known ? known : new IllegalStateException(why);
    }

    private News awaited() {
        try {
            News next = news.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return next != null ? next : new News.Over(new InvocationTimeoutException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new News.Over(new InvocationTimeoutException());
        }
    }

    /** Nobody wants the rest. */
    @Override
    public void close() {
        subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
    }

    @Override
    public void onNext(byte[] piece) {
        news.add(new News.Came(piece));
    }

    @Override
    public void onError(Throwable why) {
        news.add(new News.Over(why));
    }

    @Override
    public void onComplete() {
        news.add(new News.Over(null));
    }
}
