package org.llmtestbench.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Steps through the statements of a TOML text. Never fails on malformed text. */
final class TomlScanner {
    private static final char END = '\0';
    private static final String WORD = "+-._:";

    private final String text;
    private int at;
    private int line = 1;

    TomlScanner(String text) {
        this.text = text;
    }

    /** Returns the current line, counted from 1. */
    int line() {
        return line;
    }

    /** Moves to the next key or opening bracket; false at the end of the text. */
    boolean toNextStatement() {
        while (Character.isWhitespace(current()) || current() == '#') {
            if (current() == '#') {
                skipComment();
            } else {
                step();
            }
        }
        return current() != END;
    }

    /** Moves past {@code mark} if it is at the current position. */
    boolean skip(String mark) {
        boolean found = text.startsWith(mark, at);
        at += found ? mark.length() : 0;
        return found;
    }

    /** Reads a dotted key without quotes. Escapes in it are not decoded. */
    List<String> key() {
        List<String> segments = new ArrayList<>();
        do {
            skipBlanks();
            segments.add(current() == '"' || current() == '\'' ? quoted() : bare());
            skipBlanks();
        } while (skip("."));
        return segments;
    }

    /**
     * Moves to the end of the statement, past strings and brackets that span several lines.
     *
     * @return the unquoted words in it, such as {@code true} or {@code 0x1F}
     */
    Set<String> skipValue() {
        Set<String> words = new HashSet<>();
        int depth = 0;
        while (current() != END && (depth > 0 || current() != '\n')) {
            switch (current()) {
                case '#' -> skipComment();
                case '"', '\'' -> quoted();
                default -> {
                    int start = at;
                    while (WORD.indexOf(current()) >= 0 || Character.isLetterOrDigit(current())) {
                        step();
                    }
                    if (at > start) {
                        words.add(text.substring(start, at));
                    } else {
                        depth += "[{".indexOf(current()) >= 0 ? 1 : "]}".indexOf(current()) >= 0 ? -1 : 0;
                        step();
                    }
                }
            }
        }
        return words;
    }

    private String quoted() {
        String quote = text.substring(at, at + 1);
        String mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        at += mark.length();
        int start = at;
        while (current() != END && !text.startsWith(mark, at) && (mark.length() == 3 || current() != '\n')) {
            if (current() == '\\' && quote.equals("\"")) {
                step();
            }
            step();
        }
        String content = text.substring(start, at);
        skip(mark);
        while (mark.length() == 3 && skip(quote)) {
            // Up to two quotes can directly precede the closing three.
        }
        return content;
    }

    private String bare() {
        int start = at;
        while (Character.isLetterOrDigit(current()) || current() == '_' || current() == '-') {
            step();
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (current() == ' ' || current() == '\t') {
            step();
        }
    }

    private void skipComment() {
        while (current() != END && current() != '\n') {
            step();
        }
    }

    private char current() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private void step() {
        line += current() == '\n' ? 1 : 0;
        at = Math.min(at + 1, text.length());
    }
}
