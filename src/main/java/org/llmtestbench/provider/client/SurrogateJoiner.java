package org.llmtestbench.provider.client;

import org.llmtestbench.provider.Utf16;

/** Joins surrogate pairs that a server splits over two pieces of a text. A half that stays alone becomes U+FFFD. */
final class SurrogateJoiner {
    private static final String REPLACEMENT = "\uFFFD";

    private char held;

    /** What can be handed over with this piece; empty while only the first half of a character is there. */
    String join(String piece) {
        String all = held == 0 ? piece : held + piece;
        held = 0;
        int last = all.length() - 1;
        if (Character.isHighSurrogate(all.charAt(last))) {
            held = all.charAt(last);
            all = all.substring(0, last);
        }
        return Utf16.toWellFormed(all);
    }

    /** What is left at the end of the text. */
    String end() {
        String rest = held == 0 ? "" : REPLACEMENT;
        held = 0;
        return rest;
    }
}
