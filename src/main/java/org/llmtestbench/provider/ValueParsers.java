package org.llmtestbench.provider;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the values of settings. Every method returns null for a text that is not valid. */
public final class ValueParsers {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);
    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000);
    private static final Duration MAX_DURATION = Duration.ofDays(365);

    /** An API key has a long run of letters and digits; the name of a variable has underscores between its words. */
    private static final Pattern VARIABLE = Pattern.compile("(?!.*[A-Za-z0-9]{20})[A-Za-z_][A-Za-z0-9_]*");

    private ValueParsers() {}

    public static Boolean flag(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    public static Integer count(String text) {
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    /** Parses a positive number of tokens. */
    public static Long tokens(String text) {
        return text.matches("[1-9]\\d{0,11}") ? Long.valueOf(text) : null;
    }

    /** Parses US dollars per million tokens. The limits exclude unrealistic prices and huge exponents. */
    public static BigDecimal price(String text) {
        if (!text.matches("\\+?\\d{1,9}(\\.\\d{1,12})?([eE][+-]?\\d)?")) {
            return null;
        }
        BigDecimal price = new BigDecimal(text);
        return price.compareTo(MAX_PRICE) > 0 ? null : price;
    }

    public static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }

    public static Duration duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            return null;
        }
        double millis = Double.parseDouble(match.group(1)) * MILLIS.get(match.group(2));
        return millis > MAX_DURATION.toMillis() ? null : Duration.ofMillis(Math.round(millis));
    }

    /** Formats a duration in its largest whole unit: minutes, seconds or milliseconds. */
    public static String format(Duration time) {
        long millis = time.toMillis();
        return millis % 60_000 == 0 && millis > 0
                ? millis / 60_000 + "m"
                : millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** Parses a number of seconds without a unit. */
    public static Duration seconds(String text) {
        return text.matches("[\\d.]+") ? duration(text + "s") : null;
    }

    /** Resolves a path against a directory. */
    public static Path path(String directory, String text) {
        try {
            return Path.of(directory).resolve(text);
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    /** Returns the text if it is the name of an environment variable and cannot be an API key. */
    public static String variable(String text) {
        return VARIABLE.matcher(text).matches() ? text : null;
    }
}
