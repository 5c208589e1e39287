package org.llmtestbench.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the values of settings are written; every method answers null to what is not written so. */
final class Syntax {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Keys have long runs of letters and digits, names of variables have underscores between their words. */
    private static final Pattern VARIABLE = Pattern.compile("(?!.*[A-Za-z0-9]{20})[A-Za-z_][A-Za-z0-9_]*");

    private Syntax() {}

    static Boolean flag(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    static Integer count(String text) {
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    static Duration duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            return null;
        }
        double millis = Double.parseDouble(match.group(1)) * MILLIS.get(match.group(2));
        return millis > LONGEST.toMillis() ? null : Duration.ofMillis(Math.round(millis));
    }

    /** A duration without its unit. */
    static Duration seconds(String text) {
        return text.matches("[\\d.]+") ? duration(text + "s") : null;
    }

    /** Paths are added to it, so it has none of what follows a path. */
    static URI url(String text) {
        try {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            boolean web = uri.getHost() != null && uri.getScheme().matches("https?");
            return web && uri.getRawQuery() == null && uri.getRawFragment() == null ? uri : null;
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    /** The name of an environment variable; nothing that may be a key. */
    static String variable(String text) {
        return VARIABLE.matcher(text).matches() ? text : null;
    }
}
