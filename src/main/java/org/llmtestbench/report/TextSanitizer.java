package org.llmtestbench.report;

import java.util.Locale;

/** Text from outside with nothing in it that acts unseen: no control, no change of direction, no half a character. */
final class TextSanitizer {
    private static final int PICTURES = 0x2400;
    private static final char REPLACEMENT = 0xFFFD;

    private TextSanitizer() {}

    /** The text with such characters replaced by what shows them; line feeds and tabs stay. */
    static String text(String text) {
        StringBuilder visible = new StringBuilder(text.length() + 16);
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c >= ' ' && c < 0x7F || c == '\n' || c == '\t') {
                visible.append((char) c);
            } else if (c < ' ') {
                visible.append((char) (PICTURES + c));
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                visible.append(REPLACEMENT);
            } else if (actsUnseen(c)) {
                visible.append("⟨U+").append(c < 0x1000 ? c < 0x100 ? "00" : "0" : "");
                visible.append(Integer.toHexString(c).toUpperCase(Locale.ROOT)).append('⟩');
            } else {
                visible.appendCodePoint(c);
            }
        }
        return visible.toString();
    }

    /**
     * The text without what a terminal obeys: control characters, and those that change the direction of the text around
     * them. All others stay, for some languages are not written without them; a line may end with both its characters.
     */
    static String onTerminal(String text) {
        int plain = 0;
        while (plain < text.length() && !isObeyed(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endOfLine = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (!isObeyed(c)) {
                visible.append(c);
            } else if (!endOfLine) {
                visible.append(text(String.valueOf(c)));
            }
        }
        return visible.toString();
    }

    private static boolean isObeyed(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7F && c < 0xA0
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }

    /** On one line. */
    static String line(String text) {
        return text(text).replaceAll("\\s*\n\\s*", " ↵ ").replace('\t', ' ').strip();
    }

    /** Its beginning, and how much more there is. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + " … (" + (text.length() - end) + " more characters)";
    }

    /** Directions, joiners that hide nothing but words, tags, and controls of the second block. */
    private static boolean actsUnseen(int c) {
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
