package org.llmtestbench.provider;

import java.util.function.Consumer;
import org.llmtestbench.provider.ProviderException.Wait;

/** Hears how a call goes while it is under way; whoever calls says on which thread. */
public interface Progress {
    /** Listens to nothing. */
    Progress NONE = new Progress() {};

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
    default boolean hasRoom() {
        return true;
    }

    /** Runs this once, as soon as there is room again, on any thread. */
    default void whenRoom(Runnable goOn) {
        goOn.run();
    }

    /** Listens to the answer alone. */
    static Progress of(Consumer<Delta> onDelta) {
        return new Progress() {
            @Override
            public void delta(Delta delta) {
                onDelta.accept(delta);
            }
        };
    }
}
