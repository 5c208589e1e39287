package org.llmtestbench.provider;

import java.util.Objects;

/** A piece of a streamed answer, as it came. */
public record Delta(Kind kind, String text) {
    /** What the piece belongs to. */
    public enum Kind {
        /** The visible answer. */
        TEXT,
        /** Reasoning that the model shows. */
        REASONING
    }

    /** Refuses an empty piece: nothing was said. */
    public Delta {
        Objects.requireNonNull(kind, "kind");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A delta without text says nothing.");
        }
    }
}
