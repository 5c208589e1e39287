package org.llmtestbench.provider.client;

import io.vertx.core.buffer.Buffer;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * How much of an answer is accepted: a fixed number of bytes, and never more than a sixteenth of the heap, for an answer is
 * copied several times on its way.
 */
final class BodyLimit {
    /** A body, or the text of a stream; no language model answers with more at once. */
    static final int MAX_BODY_BYTES = 64 << 20;

    /** An event of a stream. */
    static final int MAX_EVENT_BYTES = 16 << 20;

    private static final int SHARE_OF_HEAP = 16;

    private BodyLimit() {}

    /** As many bytes as are accepted of a body or of a stream's text. */
    static int bodyBytes() {
        return within(MAX_BODY_BYTES);
    }

    /** As many bytes as are accepted of one event. */
    static int eventBytes() {
        return within(MAX_EVENT_BYTES);
    }

    // not a constant: a native image would keep the number of the machine that built it
    private static int within(int bytes) {
        long megabytes = (Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) >> 20;
        return (int) Math.min(bytes, Math.max(1, megabytes) << 20);
    }

    /** Adds {@code bytes} to {@code body}; fails with {@link Failure#MALFORMED} over the limit. */
    static void append(Buffer body, Buffer bytes) {
        int limit = bodyBytes();
        if ((long) body.length() + bytes.length() > limit) {
            throw exceeded("The body is larger than", limit);
        }
        body.appendBuffer(bytes);
    }

    /** @param what is too large, as the beginning of a sentence */
    static ProviderException exceeded(String what, int limit) {
        return Failure.MALFORMED.because(what + " " + (limit >> 20) + " MB.");
    }
}
