package org.llmtestbench.provider;

import java.util.Objects;

/** A piece of a streamed answer, as the provider sent it; never empty. */
public record Delta(Kind kind, String text) {
    /** The part of the answer that a piece belongs to. */
    public enum Kind {
        /** The visible answer. */
        TEXT,
        /** The visible reasoning of the model. */
        REASONING
    }

    /** Rejects an empty text. */
    public Delta {
        Objects.requireNonNull(kind, "kind");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The text of a delta must not be empty.");
        }
    }
}
