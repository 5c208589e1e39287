package org.llmtestbench.suite;

import org.llmtestbench.provider.CallListener;

/** Is notified of the events of a run, from several threads. */
public interface RunListener {
    /** Ignores all events. */
    RunListener NONE = new RunListener() {};

    /** A case has started. */
    default void started(SuiteCase suiteCase) {}

    /** Returns the listener for the calls of a case. */
    default CallListener callListener(SuiteCase suiteCase) {
        return CallListener.NONE;
    }

    /** A case has ended; {@code json} is the case for the reports. */
    default void finished(CaseResult result, CaseJson json) {}

    /** The run has ended. Is called once, after all cases. */
    default void ended(RunResult run) {}
}
