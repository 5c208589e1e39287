package org.llmtestbench.provider.simulator;

import java.util.Optional;

/** Why an answer ends, and at which of the caller's stop sequences if it was one. */
record Ending(Reason reason, Optional<String> stopSequence) {
    /** All was said. */
    static final Ending COMPLETE = new Ending(Reason.COMPLETE, Optional.empty());
    /** The caller's limit was reached. */
    static final Ending LENGTH = new Ending(Reason.LENGTH, Optional.empty());

    /** What a dialect has its own word for. */
    enum Reason {
        /** All was said. */
        COMPLETE,
        /** One of the caller's stop sequences came next. */
        STOP_SEQUENCE,
        /** The caller's limit was reached. */
        LENGTH
    }

    static Ending at(String stopSequence) {
        return new Ending(Reason.STOP_SEQUENCE, Optional.of(stopSequence));
    }
}
