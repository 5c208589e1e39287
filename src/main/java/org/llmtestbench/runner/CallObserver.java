package org.llmtestbench.runner;

import java.util.Optional;

/** Is notified of every completed call, on the thread that completed it; must not block. */
@FunctionalInterface
public interface CallObserver {
    /** Ignores every call. */
    CallObserver NONE = (call, outcome) -> {};

    /**
     * A call has completed. Cancelled calls have no outcome and are not reported.
     *
     * @param call empty if the request could not be built, so that nothing was sent
     */
    void ended(Optional<CallSpec> call, Outcome outcome);
}
