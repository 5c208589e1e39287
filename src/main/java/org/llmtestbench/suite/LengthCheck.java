package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** How long the text is, in one or several units. */
public record LengthCheck(Map<Unit, Range> bounds) implements Check {
    /** What is counted. */
    public enum Unit {
        /** Code points. */
        CHARS(text -> text.codePointCount(0, text.length())),
        /** What blanks separate. */
        WORDS(text -> text.isBlank() ? 0 : text.strip().split("\\s+").length),
        /** Lines, the empty ones among them too. */
        LINES(text -> text.isBlank() ? 0 : text.strip().lines().count());

        private final transient ToLongFunction<String> count;

        Unit(ToLongFunction<String> count) {
            this.count = count;
        }

        /** The key in a suite's file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String spoken(long number) {
            return number + " " + (number == 1 ? key().replaceFirst("s$", "") : key());
        }
    }

    /** Refuses to measure nothing. */
    public LengthCheck {
        bounds = new TreeMap<>(bounds);
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("chars, words or lines are needed.");
        }
    }

    @Override
    public String type() {
        return "length";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        boolean met = bounds.entrySet().stream()
                .allMatch(bound -> bound.getValue().holds(BigDecimal.valueOf(count(bound.getKey(), response))));
        List<String> told = bounds.entrySet().stream()
                .map(bound -> bound.getKey().spoken(count(bound.getKey(), response)) + ", wanted "
                        + bound.getValue().spoken(""))
                .toList();
        return CheckOutcome.of(met, told.stream().collect(Collectors.joining("; ")));
    }

    private static long count(Unit unit, CheckedResponse response) {
        return unit.count.applyAsLong(response.text());
    }
}
