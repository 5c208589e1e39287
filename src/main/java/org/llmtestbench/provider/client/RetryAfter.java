package org.llmtestbench.provider.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a provider wants to be asked again: {@code retry-after-ms}, {@code retry-after} as seconds or date, or the words
 * of its message. What is past, zero, negative or nonsense counts as not said.
 */
final class RetryAfter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern IN_WORDS = Pattern.compile(
            "(?:try again|retry|come back|wait|resets?)(?: (?:in|after|for|at least|about))* "
                    + "(?:(\\d+) ?h(?:ours?)?,? ?(?:and )?)?(?:(\\d+) ?m(?:in(?:utes?)?)?(?![a-z]),? ?(?:and )?)?"
                    + "(?:(\\d+(?:\\.\\d+)?) ?(ms|milliseconds?|s(?:ec(?:onds?)?)?)\\b)?",
            Pattern.CASE_INSENSITIVE);

    private RetryAfter() {}

    /**
     * @param header gives a response header by its lower-case name, or null
     * @param inBody what the body says, or null
     */
    static Optional<Duration> of(UnaryOperator<String> header, Duration inBody, Instant now) {
        return number(header.apply("retry-after-ms"), 1)
                .or(() -> number(header.apply("retry-after"), 1000))
                .or(() -> date(header.apply("retry-after"), now))
                .or(() -> Optional.ofNullable(inBody))
                .filter(wait -> !wait.isNegative() && !wait.isZero());
    }

    private static Optional<Duration> number(String text, int millis) {
        if (text == null || !NUMBER.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        Duration wait = Duration.ofMillis(Math.round(Double.parseDouble(text.strip()) * millis));
        return wait.isZero() ? Optional.empty() : Optional.of(wait);
    }

    private static Optional<Duration> date(String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** The time in a sentence such as {@code Please try again in 6m0s} or {@code retry after 43 seconds}. */
    static Optional<Duration> words(String message) {
        Matcher match = IN_WORDS.matcher(message == null ? "" : message);
        while (match.find()) {
            double millis = 3600e3 * number(match.group(1)) + 60e3 * number(match.group(2));
            boolean small = match.group(4) != null
                    && match.group(4).toLowerCase(Locale.ROOT).startsWith("m");
            millis += number(match.group(3)) * (small ? 1 : 1000);
            if (millis > 0) {
                return Optional.of(Duration.ofMillis((long) Math.ceil(millis)));
            }
        }
        return Optional.empty();
    }

    private static double number(String text) {
        return text == null ? 0 : Double.parseDouble(text);
    }
}
