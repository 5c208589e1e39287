package org.llmtestbench.provider.client;

import java.util.Optional;

/** Understands one dialect's stream: made for one exchange, filled by {@link CompletionClient}. */
public interface SseEventHandler {
    /**
     * Takes one event.
     *
     * @param name empty when the event has none
     * @param data holds the data from 0 to {@code length}; valid during the call only
     * @return whether the stream is complete with it
     */
    boolean event(String name, byte[] data, int length);

    /** Whether the answer counts as complete when the stream ends here, without its terminator. */
    boolean isTruncationPossible();

    /** A few words about the first event, where events came and none of them is of this dialect. */
    Optional<String> foreign();

    /** The beginning of the first event that is not part of this dialect; other events may be. */
    default Optional<String> unread() {
        return Optional.empty();
    }
}
