package org.llmtestbench.report;

import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.Outcome;

/** Writes one outcome, and before it whatever is streamed. */
public interface OutcomeWriter {
    /** Writes a piece of a streamed answer at once. */
    void delta(Delta delta);

    /** Writes what is left to be said at the end. */
    void outcome(Outcome outcome);
}
