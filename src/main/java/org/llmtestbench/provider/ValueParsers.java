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

/** How the values of settings are written; every method answers null to what is not written so. */
public final class ValueParsers {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Keys have long runs of letters and digits, names of variables have underscores between their words. */
    private static final Pattern VARIABLE = Pattern.compile("(?!.*[A-Za-z0-9]{20})[A-Za-z_][A-Za-z0-9_]*");

    private ValueParsers() {}

    public static Boolean flag(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    public static Integer count(String text) {
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    /** A positive number of tokens. */
    public static Long tokens(String text) {
        return text.matches("[1-9]\\d{0,11}") ? Long.valueOf(text) : null;
    }

    /** US dollars per million tokens; the bounds keep what no vendor asks, and exponents, out of sums. */
    public static BigDecimal price(String text) {
        if (!text.matches("\\+?\\d{1,9}(\\.\\d{1,12})?([eE][+-]?\\d)?")) {
            return null;
        }
        BigDecimal price = new BigDecimal(text);
        return price.compareTo(DEAREST) > 0 ? null : price;
    }

    public static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            return null;
        }
    }

    public static Duration duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            return null;
        }
        double millis = Double.parseDouble(match.group(1)) * MILLIS.get(match.group(2));
        return millis > LONGEST.toMillis() ? null : Duration.ofMillis(Math.round(millis));
    }

    /** A duration in its largest whole unit. */
    public static String written(Duration time) {
        long millis = time.toMillis();
        return millis % 60_000 == 0 && millis > 0
                ? millis / 60_000 + "m"
                : millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** A duration without its unit. */
    public static Duration seconds(String text) {
        return text.matches("[\\d.]+") ? duration(text + "s") : null;
    }

    public static Path path(String folder, String text) {
        try {
            return Path.of(folder).resolve(text);
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    /** The name of an environment variable; nothing that may be a key. */
    public static String variable(String text) {
        return VARIABLE.matcher(text).matches() ? text : null;
    }
}
