package org.llmtestbench.runner;

import java.util.Optional;

/** Hears of every trial that is over, on the thread that ended it: it must not block. */
@FunctionalInterface
public interface CallObserver {
    /** Listens to nothing. */
    CallObserver NONE = (trial, outcome) -> {};

    /** @param trial empty when it could not be made, so that nothing was sent */
    void ended(Optional<CallSpec> trial, Outcome outcome);
}
