package org.llmtestbench.provider.wire;

import io.vertx.core.buffer.Buffer;
import org.llmtestbench.provider.Failure;

/** How much of a body is accepted. */
final class BodyLimit {
    /** No language model answers with more at once. */
    static final int MAX_BODY_BYTES = 64 << 20;

    private BodyLimit() {}

    /** Adds {@code bytes} to {@code body}; fails with {@link Failure#MALFORMED} over the limit. */
    static void append(Buffer body, Buffer bytes) {
        if ((long) body.length() + bytes.length() > MAX_BODY_BYTES) {
            throw Failure.MALFORMED.because("The body is larger than " + (MAX_BODY_BYTES >> 20) + " MB.");
        }
        body.appendBuffer(bytes);
    }
}
