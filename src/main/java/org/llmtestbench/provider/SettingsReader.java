package org.llmtestbench.provider;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys below one prefix, flags first, and names the place of every value it can't use. */
final class SettingsReader {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);

    private final SmallRyeConfig config;
    private final String prefix;
    private final Map<String, String> flags;

    SettingsReader(SmallRyeConfig config, String prefix, Map<String, String> flags) {
        this.config = config;
        this.prefix = prefix;
        this.flags = flags;
    }

    /** The value as written, empty text included. */
    Optional<String> text(String key) {
        return read(key, text -> text);
    }

    String text(String key, String fallback) {
        return text(key).filter(t -> !t.isBlank()).orElse(fallback);
    }

    String oneOf(String key, List<String> words) {
        return read(key, text -> words.contains(text) ? text : null, "Write one of " + String.join(", ", words) + ".")
                .orElse(words.get(0));
    }

    boolean flag(String key, boolean fallback) {
        return read(
                        key,
                        text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null,
                        "Write true or false.")
                .orElse(fallback);
    }

    int count(String key, int fallback) {
        return read(
                        key,
                        text -> text.matches("\\d{1,9}") ? Integer.valueOf(text) : null,
                        "Write a whole number, 0 or more.")
                .orElse(fallback);
    }

    Duration duration(String key, Duration fallback) {
        return read(key, SettingsReader::parseDuration, "Write a duration such as 500ms, 20s or 2m.")
                .orElse(fallback);
    }

    /** A duration under {@code key}, or as bare seconds under its older name. */
    Duration duration(String key, String secondsKey, Duration fallback) {
        Duration older = read(secondsKey, text -> parseDuration(text + "s"), "Write a number of seconds.")
                .orElse(fallback);
        return duration(key, older);
    }

    Optional<URI> url(String key) {
        return read(key, SettingsReader::parseUrl, "Write an address such as https://api.openai.com/v1.");
    }

    /** The entries of a sub-table, such as the headers. */
    Map<String, String> table(String key) {
        String start = prefix + key + ".";
        Map<String, String> entries = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(start)) {
                String entry = name.substring(start.length());
                text(key + "." + entry).ifPresent(value -> entries.put(unquoted(entry), value));
            }
        }
        return entries;
    }

    private Optional<String> read(String key, Function<String, String> parse) {
        return read(key, parse, "");
    }

    private <T> Optional<T> read(String key, Function<String, T> parse, String wayOut) {
        if (flags.containsKey(key)) {
            return Optional.of(flags.get(key))
                    .map(text -> require(
                            parse.apply(text),
                            Failure.USAGE
                                    .because("--" + key.replace('_', '-') + ": '" + text + "' can't be used.")
                                    .hint(wayOut)));
        }
        ConfigValue found;
        try {
            found = config.getConfigValue(prefix + key);
        } catch (NoSuchElementException unresolved) {
            throw Failure.CONFIGURATION.because(prefix + key + ": " + unresolved.getMessage());
        }
        if (found == null || found.getValue() == null) {
            return Optional.empty();
        }
        String text = found.getValue();
        return Optional.of(require(
                parse.apply(text),
                Failure.CONFIGURATION
                        .because(place(found) + ": '" + text + "' can't be used.")
                        .hint(wayOut)));
    }

    private static <T> T require(T value, ProviderException otherwise) {
        if (value == null) {
            throw otherwise;
        }
        return value;
    }

    private static String place(ConfigValue value) {
        String key = value.getName().substring(Settings.ROOT.length());
        String source = value.getConfigSourceName();
        if (source != null && source.startsWith("EnvConfigSource")) {
            return "environment variable "
                    + value.getName().replaceAll("[^A-Za-z0-9]", "_").toUpperCase();
        }
        return (value.getLineNumber() > 0 ? source + ", line " + value.getLineNumber() : source) + ": " + key;
    }

    private static String unquoted(String segment) {
        return segment.startsWith("\"") ? segment.substring(1, segment.length() - 1) : segment;
    }

    private static Duration parseDuration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            return null;
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(match.group(1)) * MILLIS.get(match.group(2))));
    }

    private static URI parseUrl(String text) {
        try {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            boolean usable = List.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null;
            return usable ? uri : null;
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
