package org.llmtestbench.function.completions;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;

/** Buffers the chunks of a stream for one subscriber, and applies backpressure when 64 KB are buffered. */
final class BackpressureBuffer {
    private static final int MAX_BYTES = 64 << 10;
    private static final int RESUME_BYTES = MAX_BYTES / 2;

    private final UnicastProcessor<byte[]> chunks = UnicastProcessor.create();
    private final Runnable onCancel;
    private long buffered;
    private Runnable onWritable;

    /** @param onCancel run if the subscriber cancels before the end */
    BackpressureBuffer(Runnable onCancel) {
        this.onCancel = onCancel;
    }

    /** The chunks, for one subscriber. */
    Multi<byte[]> chunks() {
        return chunks.onItem().invoke(this::sent).onCancellation().invoke(onCancel);
    }

    /** Adds one chunk; calls must not be concurrent. */
    void put(byte[] chunk) {
        synchronized (this) {
            buffered += chunk.length;
        }
        chunks.onNext(chunk);
    }

    /** Completes the stream. */
    void end() {
        chunks.onComplete();
    }

    /** Ends the stream with an error. */
    void fail(Throwable why) {
        chunks.onError(why);
    }

    synchronized boolean isWritable() {
        return buffered < MAX_BYTES;
    }

    /** Whether no bytes are buffered. */
    synchronized boolean isEmpty() {
        return buffered == 0;
    }

    /** Runs this once, now or when half of the buffer is free. */
    void onWritable(Runnable resume) {
        synchronized (this) {
            if (buffered > RESUME_BYTES) {
                onWritable = resume;
                return;
            }
        }
        resume.run();
    }

    private void sent(byte[] chunk) {
        Runnable due = null;
        synchronized (this) {
            buffered -= chunk.length;
            if (buffered <= RESUME_BYTES) {
                due = onWritable;
                onWritable = null;
            }
        }
        if (due != null) {
            due.run();
        }
    }
}
