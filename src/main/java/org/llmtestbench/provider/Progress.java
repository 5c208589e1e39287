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
