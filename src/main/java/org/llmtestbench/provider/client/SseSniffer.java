package org.llmtestbench.provider.client;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The first bytes of a body: they tell a stream of events from a whole body, whatever the content type claims. */
final class SseSniffer {
    private static final int LONGEST_FIELD = "retry:".length();

    /** A field may lack its colon and value; llama.cpp reports an error as a field. */
    private static final Pattern FIELD =
            Pattern.compile("(?:data|event|id|retry|error)?:|(?:data|event|id|retry)[\r\n]");

    private static final String BOM = "\u00EF\u00BB\u00BF";

    private String text = "";

    /** Adds what came next, and tells whether it is known by now what this is; blanks at the front do not count. */
    boolean add(Buffer bytes) {
        text = (text + bytes.toString(StandardCharsets.ISO_8859_1)).stripLeading();
        if (text.startsWith(BOM)) {
            text = text.substring(BOM.length()).stripLeading();
        }
        return text.length() >= LONGEST_FIELD || text.startsWith(":");
    }

    /** Whether it begins with a comment or a field that streams of events have. */
    boolean isOfEvents() {
        return FIELD.matcher(text).lookingAt();
    }

    /** What was added so far. */
    Buffer bytes() {
        return Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
