package org.llmtestbench.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Moves through a TOML text from statement to statement; in a malformed text it finds what it can. */
final class TomlScanner {
    private static final char END = '\0';
    private static final String WORD = "+-._:";

    private final String text;
    private int at;
    private int line = 1;

    TomlScanner(String text) {
        this.text = text;
    }

    /** The line it stands in, counted from 1. */
    int line() {
        return line;
    }

    /** Moves to the next key or opening bracket; false at the end of the text. */
    boolean toNextStatement() {
        while (Character.isWhitespace(here()) || here() == '#') {
            if (here() == '#') {
                skipComment();
            } else {
                step();
            }
        }
        return here() != END;
    }

    /** Moves behind {@code mark} if it stands here. */
    boolean skip(String mark) {
        boolean found = text.startsWith(mark, at);
        at += found ? mark.length() : 0;
        return found;
    }

    /** Reads a dotted key, quotes removed; escapes in it stay as they are. */
    List<String> key() {
        List<String> segments = new ArrayList<>();
        do {
            skipBlanks();
            segments.add(here() == '"' || here() == '\'' ? quoted() : bare());
            skipBlanks();
        } while (skip("."));
        return segments;
    }

    /**
     * Moves to the end of the statement, over texts and brackets of several lines.
     *
     * @return the words in it that are not in quotes, such as {@code true} or {@code 0x1F}
     */
    Set<String> skipValue() {
        Set<String> words = new HashSet<>();
        int depth = 0;
        while (here() != END && (depth > 0 || here() != '\n')) {
            switch (here()) {
                case '#' -> skipComment();
                case '"', '\'' -> quoted();
                default -> {
                    int start = at;
                    while (WORD.indexOf(here()) >= 0 || Character.isLetterOrDigit(here())) {
                        step();
                    }
                    if (at > start) {
                        words.add(text.substring(start, at));
                    } else {
                        depth += "[{".indexOf(here()) >= 0 ? 1 : "]}".indexOf(here()) >= 0 ? -1 : 0;
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
        while (here() != END && !text.startsWith(mark, at) && (mark.length() == 3 || here() != '\n')) {
            if (here() == '\\' && quote.equals("\"")) {
                step();
            }
            step();
        }
        String content = text.substring(start, at);
        skip(mark);
        while (mark.length() == 3 && skip(quote)) {
            // Up to two quotes may stand directly before the closing three.
        }
        return content;
    }

    private String bare() {
        int start = at;
        while (Character.isLetterOrDigit(here()) || here() == '_' || here() == '-') {
            step();
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (here() == ' ' || here() == '\t') {
            step();
        }
    }

    private void skipComment() {
        while (here() != END && here() != '\n') {
            step();
        }
    }

    private char here() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private void step() {
        line += here() == '\n' ? 1 : 0;
        at = Math.min(at + 1, text.length());
    }
}
