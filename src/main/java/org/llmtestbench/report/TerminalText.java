package org.llmtestbench.report;

/** Replaces control characters in text that is written to a terminal in several chunks. */
final class TerminalText {
    private String pending = "";

    /** Returns the next chunk. A carriage return or a high surrogate at its end is returned with the chunk after it. */
    String next(String chunk) {
        String text = pending.isEmpty() ? chunk : pending + chunk;
        int end = text.length();
        if (end > 0 && isFirstOfPair(text.charAt(end - 1))) {
            end--;
        }
        pending = text.substring(end);
        return TextSanitizer.forTerminal(text.substring(0, end));
    }

    private static boolean isFirstOfPair(char c) {
        return c == '\r' || Character.isHighSurrogate(c);
    }
}
