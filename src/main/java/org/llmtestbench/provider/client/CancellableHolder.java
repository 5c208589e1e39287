package org.llmtestbench.provider.client;

import io.smallrye.mutiny.subscription.Cancellable;

/** A call under way, which may be given up before it has begun as well. */
final class CancellableHolder {
    private Cancellable running;
    private boolean givenUp;

    /** The call has begun; it is cancelled when it was given up by then. Returns whether it goes on. */
    boolean begun(Cancellable started) {
        synchronized (this) {
            running = started;
            if (!givenUp) {
                return true;
            }
        }
        started.cancel();
        return false;
    }

    synchronized boolean isCancelled() {
        return givenUp;
    }

    /** Cancels it, now or when it begins; does nothing to a call that is over. */
    void giveUp() {
        Cancellable begun;
        synchronized (this) {
            givenUp = true;
            begun = running;
        }
        if (begun != null) {
            begun.cancel();
        }
    }
}
