package org.llmtestbench.provider;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the keys below one prefix. Flags override other sources. Errors say where an invalid value is set. */
public final class SettingsReader {
    private final SmallRyeConfig config;
    private final ConfiguredNames properties;
    private final String prefix;
    private final Map<String, String> flags;
    private final Consumer<ProviderException> problems;

    SettingsReader(SmallRyeConfig config, ConfiguredNames properties, String prefix, Map<String, String> flags) {
        this(config, properties, prefix, flags, problem -> {
            throw problem;
        });
    }

    private SettingsReader(
            SmallRyeConfig config,
            ConfiguredNames properties,
            String prefix,
            Map<String, String> flags,
            Consumer<ProviderException> problems) {
        this.config = config;
        this.properties = properties;
        this.prefix = prefix;
        this.flags = flags;
        this.problems = problems;
    }

    /** Returns a reader that reports problems and does not fail; it treats invalid values as not set. */
    public SettingsReader collecting(Consumer<ProviderException> problems) {
        return new SettingsReader(config, properties, prefix, flags, problems);
    }

    /** Returns the value with expressions resolved; it may be an empty string. */
    public Optional<String> text(String key) {
        if (flags.containsKey(key)) {
            return Optional.of(flags.get(key));
        }
        try {
            return Optional.ofNullable(
                    SettingExpressions.resolved(config, prefix + key).getValue());
        } catch (ProviderException unresolved) {
            return reportProblem(unresolved);
        }
    }

    /** Fails or reports the problem; returns empty when it does not fail. */
    <T> Optional<T> reportProblem(ProviderException problem) {
        problems.accept(problem);
        return Optional.empty();
    }

    /** Returns the value with expressions resolved; a blank value counts as not set. */
    public String text(String key, String fallback) {
        return text(key).filter(t -> !t.isBlank()).orElse(fallback);
    }

    String oneOf(String key, List<String> words) {
        return read(key, text -> words.contains(text) ? text : null, "Write one of " + String.join(", ", words) + ".")
                .orElse(words.get(0));
    }

    /** Reads a boolean: {@code true} or {@code false}. */
    public boolean flag(String key, boolean fallback) {
        return read(key, ValueParsers::flag, "Write true or false.").orElse(fallback);
    }

    /** Reads a whole number, 0 or more. */
    public int count(String key, int fallback) {
        return read(key, ValueParsers::count, "Write a whole number, 0 or more.")
                .orElse(fallback);
    }

    /** Reads a number from {@code key}, or from its older name if a source of higher priority sets that one. */
    int count(String key, String olderKey, int fallback) {
        return count(priority(olderKey) > priority(key) ? olderKey : key, fallback);
    }

    Duration duration(String key, Duration fallback) {
        return read(key, ValueParsers::duration, "Write a duration such as 500ms, 20s or 2m.")
                .orElse(fallback);
    }

    /** Reads a timeout: a duration greater than zero. */
    public Duration time(String key, Duration fallback) {
        return read(key, text -> positive(ValueParsers.duration(text)), "Write a duration such as 500ms, 20s or 2m.")
                .orElse(fallback);
    }

    /**
     * Reads a timeout from {@code key}, or as a number of seconds from its older name if a source of higher priority
     * sets that one.
     */
    Duration time(String key, String secondsKey, Duration fallback) {
        return priority(secondsKey) > priority(key)
                ? read(secondsKey, text -> positive(ValueParsers.seconds(text)), "Write a number of seconds.")
                        .orElse(fallback)
                : time(key, fallback);
    }

    private static Duration positive(Duration time) {
        return time == null || time.isZero() ? null : time;
    }

    /** Reads a base URL. Error messages never show secrets in it. */
    Optional<HttpUrl> url(String key) {
        return url(key, url -> null, "Write an address such as https://api.openai.com/v1.");
    }

    /**
     * Reads a URL.
     *
     * @param problem returns why a valid URL is not accepted here; null when it is accepted
     * @param hint what to write instead
     */
    public Optional<HttpUrl> url(String key, Function<HttpUrl, String> problem, String hint) {
        String text = text(key).orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        String reason = HttpUrl.problem(text).orElseGet(() -> problem.apply(HttpUrl.parse(text)));
        return reason == null
                ? Optional.of(HttpUrl.parse(text))
                : reportProblem(invalid(key, "'" + HttpUrl.masked(raw(key)) + "' can't be used: " + reason + ".")
                        .hint(hint));
    }

    /** Reads the name of an environment variable; may be empty. An invalid value may be a key and is not shown. */
    String variable(String key) {
        String name = text(key).orElse("").strip();
        if (name.isEmpty() || ValueParsers.variable(name) != null) {
            return name;
        }
        problems.accept(invalid(key, "this is not the name of an environment variable.")
                .hint("Put the key into an environment variable and set this to its name, such as OPENAI_API_KEY."));
        return "";
    }

    /** Reads a path; null when not set. A path in the configuration file is relative to that file's directory. */
    public Path path(String key) {
        if (text(key, null) == null) {
            return null;
        }
        String directory =
                flags.containsKey(key) ? "" : SettingOrigin.directory(SettingExpressions.raw(config, prefix + key));
        return read(key, text -> ValueParsers.path(directory, text), "Write the path of a file.")
                .orElse(null);
    }

    /** Reads the entries of a sub-table, such as the headers. */
    Map<String, String> table(String key) {
        String table = key + ".";
        Map<String, String> entries = new TreeMap<>();
        for (String entry : below(table)) {
            text(entry).ifPresent(value -> entries.put(unquoted(entry.substring(table.length())), value));
        }
        return entries;
    }

    /**
     * Reads a value of any type; empty when it is not set.
     *
     * @param parse returns null for a text that is not valid
     * @param hint what to write instead
     */
    public <T> Optional<T> read(String key, Function<String, T> parse, String hint) {
        Optional<String> text = text(key);
        Optional<T> value = text.map(parse);
        return text.isPresent() && value.isEmpty()
                ? reportProblem(
                        invalid(key, "'" + raw(key) + "' can't be used.").hint(hint))
                : value;
    }

    /** Returns the exception for a value that is not valid; {@code reason} follows the origin of the value. */
    public ProviderException invalid(String key, String reason) {
        return flags.containsKey(key)
                ? Failure.USAGE.because("--" + key.replace('_', '-') + ": " + reason)
                : Failure.CONFIGURATION.because(
                        SettingOrigin.of(SettingExpressions.raw(config, prefix + key)) + ": " + reason);
    }

    /** Returns the value without its expressions resolved, because the variables may be secret. */
    String raw(String key) {
        return flags.containsKey(key)
                ? flags.get(key)
                : SettingExpressions.raw(config, prefix + key).getValue();
    }

    /** Returns the setting with its raw value and its origin; empty when it is not set. */
    Optional<EffectiveSetting> explicit(String key) {
        String name = prefix.substring(SettingsLoader.ROOT.length()) + key;
        if (flags.containsKey(key)) {
            return Optional.of(EffectiveSetting.of(name, key, flags.get(key), "--" + key.replace('_', '-')));
        }
        ConfigValue found = SettingExpressions.raw(config, prefix + key);
        return Optional.ofNullable(found.getValue())
                .map(value -> EffectiveSetting.of(name, key, value, SettingOrigin.withoutName(found)));
    }

    /** Returns the keys below this one that are set, such as those of a table or a list. */
    List<String> below(String key) {
        return properties.below(prefix + key).stream().map(name -> key + name).toList();
    }

    private int priority(String key) {
        ConfigValue found = SettingExpressions.raw(config, prefix + key);
        return flags.containsKey(key)
                ? Integer.MAX_VALUE
                : found.getValue() == null ? Integer.MIN_VALUE : found.getConfigSourceOrdinal();
    }

    private static String unquoted(String segment) {
        return segment.startsWith("\"") ? segment.substring(1, segment.length() - 1) : segment;
    }
}
