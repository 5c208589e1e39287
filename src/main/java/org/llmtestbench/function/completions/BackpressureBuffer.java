package org.llmtestbench.function.completions;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;

/** Pieces on their way to one listener: kept until they are asked for, and counted, so that not many have to be. */
final class BackpressureBuffer {
    private static final int FULL = 64 << 10;
    private static final int ROOM = FULL / 2;

    private final UnicastProcessor<byte[]> pieces = UnicastProcessor.create();
    private final Runnable whenGone;
    private long kept;
    private Runnable waiting;

    /** @param whenGone run when the listener went away before the end */
    BackpressureBuffer(Runnable whenGone) {
        this.whenGone = whenGone;
    }

    /** What the listener gets, once. */
    Multi<byte[]> pieces() {
        return pieces.onItem().invoke(this::left).onCancellation().invoke(whenGone);
    }

    /** Takes one piece; one call at a time. */
    void put(byte[] piece) {
        synchronized (this) {
            kept += piece.length;
        }
        pieces.onNext(piece);
    }

    /** There is no more. */
    void end() {
        pieces.onComplete();
    }

    /** There should have been more. */
    void fail(Throwable why) {
        pieces.onError(why);
    }

    synchronized boolean isWritable() {
        return kept < FULL;
    }

    /** Whether nothing is kept. */
    synchronized boolean isEmpty() {
        return kept == 0;
    }

    /** Runs this once, now or when half of it is free again. */
    void onWritable(Runnable goOn) {
        synchronized (this) {
            if (kept > ROOM) {
                waiting = goOn;
                return;
            }
        }
        goOn.run();
    }

    private void left(byte[] piece) {
        Runnable due = null;
        synchronized (this) {
            kept -= piece.length;
            if (kept <= ROOM) {
                due = waiting;
                waiting = null;
            }
        }
        if (due != null) {
            due.run();
        }
    }
}
