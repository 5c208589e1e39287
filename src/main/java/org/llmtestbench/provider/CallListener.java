package org.llmtestbench.provider;

import java.util.function.Consumer;
import org.llmtestbench.provider.ProviderException.Wait;

/** Hears how a call goes while it is under way; whoever calls says on which thread. */
public interface CallListener {
    /** Listens to nothing. */
    CallListener NONE = new CallListener() {};

    /** A piece of a streamed answer. */
    default void delta(Delta delta) {}

    /** The next attempt is put off. */
    default void waiting(Wait wait) {}

    /** An attempt is over. */
    default void attempt(Attempt attempt) {}

    /**
     * Whether there is room for more of a streamed answer. Without it the provider is held at its connection, so that a
     * slow listener costs no memory; asked after each read from there, not after each delta.
     */
    default boolean isWritable() {
        return true;
    }

    /** Runs this once, as soon as there is room again, on any thread. */
    default void onWritable(Runnable goOn) {
        goOn.run();
    }

    /** Listens to the answer alone. */
    static CallListener of(Consumer<Delta> onDelta) {
        return new CallListener() {
            @Override
            public void delta(Delta delta) {
                onDelta.accept(delta);
            }
        };
    }
}
