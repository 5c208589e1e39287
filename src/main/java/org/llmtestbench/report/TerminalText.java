package org.llmtestbench.report;

/** Text on its way to a terminal, piece by piece, with nothing in it that a terminal would obey. */
final class TerminalText {
    private String held = "";

    /** The next piece; the first half of a pair, a carriage return or a surrogate, comes with the piece after it. */
    String next(String piece) {
        String text = held.isEmpty() ? piece : held + piece;
        int end = text.length();
        if (end > 0 && isFirstHalf(text.charAt(end - 1))) {
            end--;
        }
        held = text.substring(end);
        return TextSanitizer.onTerminal(text.substring(0, end));
    }

    private static boolean isFirstHalf(char c) {
        return c == '\r' || Character.isHighSurrogate(c);
    }
}
