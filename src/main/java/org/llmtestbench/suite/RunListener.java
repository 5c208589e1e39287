package org.llmtestbench.suite;

import org.llmtestbench.provider.CallListener;

/** Hears how a run goes; from several threads. */
public interface RunListener {
    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** A case begins. */
    default void begun(SuiteCase one) {}

    /** Who hears how the calls of a case go. */
    default CallListener calls(SuiteCase one) {
        return CallListener.NONE;
    }

    /** A case is over, and {@code json} is what reports will say of it. */
    default void finished(CaseResult result, CaseJson json) {}

    /** The run is over, whatever ended it; comes once, after all its cases. */
    default void ended(RunResult run) {}
}
