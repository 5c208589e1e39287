package org.llmtestbench.report;

import java.util.Locale;

/** Makes control characters, bidirectional controls, invisible characters and unpaired surrogates visible. */
final class TextSanitizer {
    private static final int CONTROL_PICTURES = 0x2400;
    private static final char REPLACEMENT = 0xFFFD;

    private TextSanitizer() {}

    /** Replaces such characters by visible ones; line feeds and tabs stay. */
    static String text(String text) {
        StringBuilder visible = new StringBuilder(text.length() + 16);
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c >= ' ' && c < 0x7F || c == '\n' || c == '\t') {
                visible.append((char) c);
            } else if (c < ' ') {
                visible.append((char) (CONTROL_PICTURES + c));
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                visible.append(REPLACEMENT);
            } else if (isInvisible(c)) {
                visible.append("⟨U+").append(c < 0x1000 ? c < 0x100 ? "00" : "0" : "");
                visible.append(Integer.toHexString(c).toUpperCase(Locale.ROOT)).append('⟩');
            } else {
                visible.appendCodePoint(c);
            }
        }
        return visible.toString();
    }

    /**
     * Replaces only the characters that a terminal interprets: control characters and bidirectional controls. All
     * others stay, because some languages need them. A line may end with CR LF.
     */
    static String forTerminal(String text) {
        int plain = 0;
        while (plain < text.length() && !isTerminalControl(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endOfLine = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (!isTerminalControl(c)) {
                visible.append(c);
            } else if (!endOfLine) {
                visible.append(text(String.valueOf(c)));
            }
        }
        return visible.toString();
    }

    private static boolean isTerminalControl(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7F && c < 0xA0
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }

    /** Puts the text on one line. */
    static String line(String text) {
        return text(text).replaceAll("\\s*\n\\s*", " ↵ ").replace('\t', ' ').strip();
    }

    /** Truncates the text and appends the number of omitted characters. */
    static String truncate(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, end) + " … (" + (text.length() - end) + " more characters)";
    }

    /** Bidirectional controls, invisible joiners and separators, tags, C1 controls and noncharacters. */
    private static boolean isInvisible(int c) {
        return c >= 0x7F && c < 0xA0
                || c == 0xAD
                || c == 0x61C
                || c == 0x180E
                || c >= 0x200B && c <= 0x200F && c != 0x200D
                || c >= 0x2028 && c <= 0x202E
                || c >= 0x2060 && c <= 0x206F
                || c == 0xFEFF
                || c >= 0xFFF0 && c <= 0xFFFB
                || c >= 0xE0000 && c <= 0xE007F
                || (c & 0xFFFE) == 0xFFFE;
    }
}
