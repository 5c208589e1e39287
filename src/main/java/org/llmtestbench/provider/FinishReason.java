package org.llmtestbench.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why the model stopped, in one vocabulary for all providers. A response also keeps the provider's own word. */
public enum FinishReason {
    /** The answer is complete, or the model produced a stop sequence. */
    STOP,
    /** The answer reached the token limit or the end of the context window. */
    LENGTH,
    /** A content filter stopped the answer. */
    CONTENT_FILTER,
    /** The model requests a tool call. */
    TOOL_CALLS,
    /** The model declined to answer. */
    REFUSAL,
    /** A server-side tool loop was paused. */
    PAUSE,
    /** The provider reports an error during generation. */
    ERROR,
    /** The provider's word is not known. */
    UNKNOWN;

    /** Returns the value in our JSON, such as {@code content_filter}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
