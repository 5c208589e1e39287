package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Checks the length of the answer in one or several units. */
public record LengthCheck(Map<Unit, Range> ranges) implements Check {
    /** The unit of the length. */
    public enum Unit {
        /** Code points. */
        CHARS(text -> text.codePointCount(0, text.length())),
        /** Words, separated by blanks. */
        WORDS(text -> text.isBlank() ? 0 : text.strip().split("\\s+").length),
        /** Lines, including empty lines between others. */
        LINES(text -> text.isBlank() ? 0 : text.strip().lines().count());

        private final transient ToLongFunction<String> count;

        Unit(ToLongFunction<String> count) {
            this.count = count;
        }

        /** The key in a suite. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String describe(long number) {
            return number + " " + (number == 1 ? key().replaceFirst("s$", "") : key());
        }
    }

    /** Rejects a check without a range. */
    public LengthCheck {
        ranges = new TreeMap<>(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("needs chars, words or lines.");
        }
    }

    @Override
    public String type() {
        return "length";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        boolean met = ranges.entrySet().stream()
                .allMatch(entry -> entry.getValue().contains(BigDecimal.valueOf(count(entry.getKey(), response))));
        List<String> messages = ranges.entrySet().stream()
                .map(entry -> entry.getKey().describe(count(entry.getKey(), response)) + ", expected "
                        + entry.getValue().describe(""))
                .toList();
        return CheckOutcome.of(met, messages.stream().collect(Collectors.joining("; ")));
    }

    private static long count(Unit unit, CheckedResponse response) {
        return unit.count.applyAsLong(response.text());
    }
}
