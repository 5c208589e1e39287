package org.llmtestbench.provider;

import java.util.function.Consumer;
import org.llmtestbench.provider.ProviderException.Wait;

/** Is notified of the progress of a call. The method that takes the listener documents the thread. */
public interface CallListener {
    /** Ignores all notifications. */
    CallListener NONE = new CallListener() {};

    /** A piece of a streamed answer has arrived. */
    default void delta(Delta delta) {}

    /** The call waits before its next attempt. */
    default void waiting(Wait wait) {}

    /** The request of an attempt is sent, so the provider may charge for it from now on. */
    default void sending() {}

    /** An attempt has ended, with an answer or a failure. */
    default void attempt(Attempt attempt) {}

    /**
     * Whether the listener can accept more of a streamed answer. While it cannot, no more is read from the provider's
     * connection, so that a slow listener does not fill the memory. Is checked after each read from the connection, not
     * after each delta.
     */
    default boolean isWritable() {
        return true;
    }

    /** Runs {@code resume} once, on any thread, as soon as the listener can accept more. */
    default void onWritable(Runnable resume) {
        resume.run();
    }

    /** Returns a listener that receives only the deltas. */
    static CallListener of(Consumer<Delta> onDelta) {
        return new CallListener() {
            @Override
            public void delta(Delta delta) {
                onDelta.accept(delta);
            }
        };
    }
}
