package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;

/**
 * Gives up a call from outside of its guard. Fault tolerance does not hand a cancellation on: the attempt would go on to
 * its end, and be paid for, and keep its place in the bulkhead until then. So the attempt is cancelled behind its back,
 * and ends with nothing, for nobody listens any more.
 */
final class CancelSignal {
    private Runnable end;
    private boolean happened;

    /** The attempt of this moment, which may be given up. */
    <T> Uni<T> mayEnd(Uni<T> attempt) {
        return Uni.createFrom().emitter(emitter -> {
            CancellableHolder holder = new CancellableHolder();
            emitter.onTermination(holder::giveUp);
            boolean late;
            synchronized (this) {
                end = () -> emitter.complete(null);
                late = happened;
            }
            if (late) {
                emitter.complete(null);
            } else {
                holder.begun(attempt.subscribe().with(emitter::complete, emitter::fail));
            }
        });
    }

    /** Ends the attempt that is under way, if one is, and every later one at once. */
    void now() {
        Runnable running;
        synchronized (this) {
            happened = true;
            running = end;
        }
        if (running != null) {
            running.run();
        }
    }
}
