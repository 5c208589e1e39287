package org.llmtestbench.simulator;

import java.util.Optional;

/** Why an answer ends, and at which of the caller's stop sequences if it was one. */
record StopCause(Reason reason, Optional<String> stopSequence) {
    /** All was said. */
    static final StopCause COMPLETE = new StopCause(Reason.COMPLETE, Optional.empty());
    /** The caller's limit was reached. */
    static final StopCause LENGTH = new StopCause(Reason.LENGTH, Optional.empty());

    /** What a dialect has its own word for. */
    enum Reason {
        /** All was said. */
        COMPLETE,
        /** One of the caller's stop sequences came next. */
        STOP_SEQUENCE,
        /** The caller's limit was reached. */
        LENGTH
    }

    static StopCause at(String stopSequence) {
        return new StopCause(Reason.STOP_SEQUENCE, Optional.of(stopSequence));
    }
}
