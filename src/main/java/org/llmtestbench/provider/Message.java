package org.llmtestbench.provider;

import java.util.Locale;
import java.util.Objects;

/** One turn of the conversation that is sent. */
public record Message(Role role, String content) {
    /** Who speaks. */
    public enum Role {
        /** Instructions that stand above the conversation. */
        SYSTEM,
        /** The person asking. */
        USER,
        /** The model. */
        ASSISTANT;

        /** The word on the wire, such as {@code user}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refuses a missing role or content. */
    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(content, "content");
    }
}
