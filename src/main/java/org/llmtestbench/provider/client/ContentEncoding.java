package org.llmtestbench.provider.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * The encoding that a response names and that the HTTP client leaves as it is. Some servers name one and send plain
 * text, so it matters only if the body can't be read.
 *
 * @param name empty when there is none
 */
record ContentEncoding(String name) {
    private static final int LONGEST_NAME = 40;
    private static final String HINT =
            "gzip and deflate can be decoded: check accept-encoding in headers, base_url, and the servers in between.";

    /** @param header the header {@code Content-Encoding}; null when there is none */
    static ContentEncoding of(String header) {
        String name = header == null ? "" : header.strip();
        return new ContentEncoding(
                name.equalsIgnoreCase("identity") ? "" : name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    }

    /** What is wrong with a body of which the decoder of the HTTP client says this. */
    static ProviderException corrupt(String server, String reason) {
        return Failure.MALFORMED
                .because("The body from " + server
                        + " can't be decoded as its Content-Encoding (gzip or deflate) says: " + reason + ".")
                .hint(HINT);
    }

    /** The body, or nothing where it is encoded. */
    byte[] readable(byte[] body) {
        return name.isEmpty() || isText(body) ? body : new byte[0];
    }

    /** The same failure, which names the encoding if that is a reason why the body could not be read. */
    ProviderException explain(ProviderException failure, byte[] body) {
        if (name.isEmpty() || body.length == 0 || failure.failure() != Failure.MALFORMED) {
            return failure;
        }
        String unreadable = "The Content-Encoding of the body, " + name + ", can't be decoded.";
        return failure.withMessage(isText(body) ? unreadable + " " + failure.getMessage() : unreadable)
                .hint(HINT);
    }

    private static boolean isText(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException binary) {
            return false;
        }
    }
}
