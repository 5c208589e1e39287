package org.llmtestbench.provider;

import java.util.Locale;
import java.util.Objects;

/** One message of the conversation that is sent. */
public record Message(Role role, String content) {
    /** The author of a message. */
    public enum Role {
        /** Instructions for the whole conversation. */
        SYSTEM,
        /** The user. */
        USER,
        /** The model. */
        ASSISTANT;

        /** Returns the value in requests, such as {@code user}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Rejects a missing role or content. */
    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(content, "content");
    }
}
