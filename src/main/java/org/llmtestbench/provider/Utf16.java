package org.llmtestbench.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds and replaces unpaired surrogates: halves of a character outside the first 65,536, which JSON and YAML can write
 * and UTF-8 can't.
 */
public final class Utf16 {
    private static final char REPLACEMENT = 0xFFFD;

    private Utf16() {}

    /** The text with U+FFFD in the place of each unpaired surrogate; the same object when there is none, or null. */
    public static String toWellFormed(String text) {
        int at = text == null ? -1 : unpaired(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        for (; at >= 0; at = unpaired(text, at + 1)) {
            repaired.setCharAt(at, REPLACEMENT);
        }
        return repaired.toString();
    }

    /** What is wrong with a text that is to be sent, such as {@code holds half a character …}; empty when nothing is. */
    public static Optional<String> problem(String text) {
        int at = unpaired(text, 0);
        return at < 0
                ? Optional.empty()
                : Optional.of(String.format(
                        "holds half a character (\\u%04X at position %d). Write the whole character.",
                        (int) text.charAt(at), at + 1));
    }

    /** The same for all keys and texts in a JSON value. */
    public static Optional<String> problem(JsonNode value) {
        if (value.isTextual()) {
            return problem(value.textValue());
        }
        Stream<Optional<String>> ofMembers = value.properties().stream()
                .map(member -> problem(member.getKey()).or(() -> problem(member.getValue())));
        Stream<Optional<String>> ofElements =
                IntStream.range(0, value.isArray() ? value.size() : 0).mapToObj(i -> problem(value.get(i)));
        return Stream.concat(ofMembers, ofElements).flatMap(Optional::stream).findFirst();
    }

    /** The index of the first unpaired surrogate from {@code from} on; -1 when there is none. */
    public static int unpaired(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (!Character.isHighSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                return i;
            }
            i++;
        }
        return -1;
    }
}
