package org.llmtestbench.report;

import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.Outcome;

/** Writes the streamed parts of one answer, then its outcome. */
public interface OutcomeWriter {
    /** Writes a part of a streamed answer immediately. */
    void delta(Delta delta);

    /** Writes the outcome, without the text that was already streamed. */
    void outcome(Outcome outcome);
}
