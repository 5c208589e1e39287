package org.llmtestbench.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why the model stopped, in one vocabulary for all providers; the provider's own word is kept beside it. */
public enum FinishReason {
    /** The answer is complete, or a stop sequence was met. */
    STOP,
    /** The token limit or the context window ended it. */
    LENGTH,
    /** A content filter ended it. */
    CONTENT_FILTER,
    /** The model wants a tool to be called. */
    TOOL_CALLS,
    /** The model declined to answer. */
    REFUSAL,
    /** A server-side tool loop was paused. */
    PAUSE,
    /** The provider reports that generation broke. */
    ERROR,
    /** A word we do not know. */
    UNKNOWN;

    /** The word in our JSON, such as {@code content_filter}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
