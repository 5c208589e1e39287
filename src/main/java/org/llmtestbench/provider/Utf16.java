package org.llmtestbench.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds and replaces unpaired surrogates. JSON and YAML can contain them as escapes, but UTF-8 cannot encode them.
 */
public final class Utf16 {
    private static final char REPLACEMENT = 0xFFFD;

    private Utf16() {}

    /** Replaces each unpaired surrogate with U+FFFD. Returns the same object when there is none, or null for null. */
    public static String toWellFormed(String text) {
        int at = text == null ? -1 : unpaired(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder wellFormed = new StringBuilder(text);
        for (; at >= 0; at = unpaired(text, at + 1)) {
            wellFormed.setCharAt(at, REPLACEMENT);
        }
        return wellFormed.toString();
    }

    /** Returns a message about the first unpaired surrogate in the text; empty when there is none. */
    public static Optional<String> problem(String text) {
        int at = unpaired(text, 0);
        return at < 0
                ? Optional.empty()
                : Optional.of(String.format(
                        "contains an unpaired surrogate (\\u%04X at position %d). Write the whole character.",
                        (int) text.charAt(at), at + 1));
    }

    /** Like {@link #problem(String)}, for all keys and texts in a JSON value. */
    public static Optional<String> problem(JsonNode value) {
        if (value.isTextual()) {
            return problem(value.textValue());
        }
        Stream<Optional<String>> inMembers = value.properties().stream()
                .map(member -> problem(member.getKey()).or(() -> problem(member.getValue())));
        Stream<Optional<String>> inElements =
                IntStream.range(0, value.isArray() ? value.size() : 0).mapToObj(i -> problem(value.get(i)));
        return Stream.concat(inMembers, inElements).flatMap(Optional::stream).findFirst();
    }

    /** Returns the index of the first unpaired surrogate at or after {@code from}; -1 when there is none. */
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
