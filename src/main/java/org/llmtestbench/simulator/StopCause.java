package org.llmtestbench.simulator;

import java.util.Optional;

/** The reason why an answer ends, with the stop sequence if the reason is a stop sequence. */
record StopCause(Reason reason, Optional<String> stopSequence) {
    /** The answer is complete. */
    static final StopCause COMPLETE = new StopCause(Reason.COMPLETE, Optional.empty());
    /** The limit of the request was reached. */
    static final StopCause LENGTH = new StopCause(Reason.LENGTH, Optional.empty());

    /** Each dialect has its own name for these reasons. */
    enum Reason {
        /** The answer is complete. */
        COMPLETE,
        /** A stop sequence of the request was reached. */
        STOP_SEQUENCE,
        /** The limit of the request was reached. */
        LENGTH
    }

    static StopCause at(String stopSequence) {
        return new StopCause(Reason.STOP_SEQUENCE, Optional.of(stopSequence));
    }
}
