package org.llmtestbench.provider.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JSON or HTML that a server or a proxy wrote into a stream of events without framing it as one: finds where it begins
 * and where it ends. All other lines that are not fields of an event are for the reader of events to ignore.
 */
final class UnframedText {
    private static final Pattern PAGE_TAG = Pattern.compile(
            "(?:!doctype|html|head|body|title|meta|style|script|center|h[1-6]|p|b|br|hr|div|span|font|strong|pre|table|\\?xml"
                    + "|error)\\b|!--",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_TAG_LENGTH = 10;

    private static final String ERROR = "error:";
    private static final Set<String> NO_ERROR = Set.of("", "null", "false", "0", "\"\"", "{}", "[]");

    private boolean page;
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Whether a line begins JSON or an HTML page. */
    static boolean isBegunBy(byte[] bytes, int from, int to) {
        int first = afterBlanks(bytes, from, to);
        if (first == to) {
            return false;
        }
        int second = afterBlanks(bytes, first + 1, to);
        return switch (bytes[first]) {
            case '{' -> second == to || bytes[second] == '"' || bytes[second] == '}';
            case '[' -> second == to || bytes[second] == '{';
            case '<' ->
                PAGE_TAG.matcher(text(bytes, first + 1, Math.min(to, first + 1 + MAX_TAG_LENGTH)))
                        .lookingAt();
            default -> false;
        };
    }

    /** Where the error in an {@code error:} line begins, which is how llama.cpp reports one; -1 where there is none. */
    static int error(byte[] bytes, int from, int to) {
        int value = from + ERROR.length();
        boolean named = value <= to && text(bytes, from, value).equalsIgnoreCase(ERROR);
        return named && !NO_ERROR.contains(text(bytes, value, to).strip()) ? afterBlanks(bytes, value, to) : -1;
    }

    /**
     * Whether the data of an event goes on without a frame: some servers put {@code data:} only before the first line of
     * JSON that has several.
     *
     * @param next the first byte of the next line
     */
    static boolean isContinuedBy(byte[] data, int length, byte next) {
        return " \t\"{}[]".indexOf(next) >= 0
                && (data[0] == '{' || data[0] == '[')
                && !of(data, length).isComplete();
    }

    /** What has begun with this data. */
    static UnframedText of(byte[] data, int length) {
        UnframedText text = new UnframedText();
        text.add(data, 0, length);
        return text;
    }

    /** Takes the next line. */
    void add(byte[] bytes, int from, int to) {
        int first = afterBlanks(bytes, from, to);
        if (depth == 0 && first < to && bytes[first] == '<') {
            page = true;
        }
        for (int i = from; i < to && !page; i++) {
            add(bytes[i]);
        }
        if (page && text(bytes, from, to).toLowerCase(Locale.ROOT).contains("</html>")) {
            page = false;
        }
    }

    private void add(byte b) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = b == '\\';
            inString = b != '"';
        } else if (b == '"') {
            inString = true;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
        }
    }

    /** Whether a blank line is a part of it, as in a page. */
    boolean goesOnAfterBlankLine() {
        return page;
    }

    boolean isComplete() {
        return !page && depth <= 0;
    }

    private static int afterBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
