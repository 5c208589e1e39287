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

/** Reads the keys below one prefix, flags first, and names the place of every value it can't use. */
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

    /** Reads on where this one fails, as if what it can't use were not set. */
    public SettingsReader collecting(Consumer<ProviderException> problems) {
        return new SettingsReader(config, properties, prefix, flags, problems);
    }

    /** The value as written, empty text included. */
    public Optional<String> text(String key) {
        if (flags.containsKey(key)) {
            return Optional.of(flags.get(key));
        }
        try {
            return Optional.ofNullable(
                    SettingExpressions.resolved(config, prefix + key).getValue());
        } catch (ProviderException unresolved) {
            return without(unresolved);
        }
    }

    <T> Optional<T> without(ProviderException problem) {
        problems.accept(problem);
        return Optional.empty();
    }

    /** The value as written; what is blank counts as not set. */
    public String text(String key, String fallback) {
        return text(key).filter(t -> !t.isBlank()).orElse(fallback);
    }

    String oneOf(String key, List<String> words) {
        return read(key, text -> words.contains(text) ? text : null, "Write one of " + String.join(", ", words) + ".")
                .orElse(words.get(0));
    }

    /** Either {@code true} or {@code false}. */
    public boolean flag(String key, boolean fallback) {
        return read(key, ValueParsers::flag, "Write true or false.").orElse(fallback);
    }

    /** A whole number, 0 or more. */
    public int count(String key, int fallback) {
        return read(key, ValueParsers::count, "Write a whole number, 0 or more.")
                .orElse(fallback);
    }

    /** A number under {@code key}, or under its older name if only that is set in the highest place. */
    int count(String key, String olderKey, int fallback) {
        return count(rank(olderKey) > rank(key) ? olderKey : key, fallback);
    }

    Duration duration(String key, Duration fallback) {
        return read(key, ValueParsers::duration, "Write a duration such as 500ms, 20s or 2m.")
                .orElse(fallback);
    }

    /** How long something may take; nothing takes no time at all. */
    public Duration time(String key, Duration fallback) {
        return read(key, text -> positive(ValueParsers.duration(text)), "Write a duration such as 500ms, 20s or 2m.")
                .orElse(fallback);
    }

    /** A time under {@code key}, or as bare seconds under its older name if only that is set in the highest place. */
    Duration time(String key, String secondsKey, Duration fallback) {
        return rank(secondsKey) > rank(key)
                ? read(secondsKey, text -> positive(ValueParsers.seconds(text)), "Write a number of seconds.")
                        .orElse(fallback)
                : time(key, fallback);
    }

    private static Duration positive(Duration time) {
        return time == null || time.isZero() ? null : time;
    }

    /** An address that paths can be added to; what may be secret in it is never shown. */
    Optional<HttpUrl> url(String key) {
        return url(key, url -> null, "Write an address such as https://api.openai.com/v1.");
    }

    /**
     * Reads an address.
     *
     * @param problem the reason why a valid address is of no use here; null when it is
     * @param hint says what to write instead
     */
    public Optional<HttpUrl> url(String key, Function<HttpUrl, String> problem, String hint) {
        String text = text(key).orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        String reason = HttpUrl.problem(text).orElseGet(() -> problem.apply(HttpUrl.parse(text)));
        return reason == null
                ? Optional.of(HttpUrl.parse(text))
                : without(refusal(key, "'" + HttpUrl.masked(written(key)) + "' can't be used: " + reason + ".")
                        .hint(hint));
    }

    /** The name of an environment variable, or empty text; what else stands there may be a key and is never shown. */
    String variable(String key) {
        String name = text(key).orElse("").strip();
        if (name.isEmpty() || ValueParsers.variable(name) != null) {
            return name;
        }
        problems.accept(refusal(key, "this is not the name of an environment variable.")
                .hint("Put the key into a variable and write its name here, such as OPENAI_API_KEY."));
        return "";
    }

    /** A path, or null; one that the configuration file gives relatively begins at that file's folder. */
    public Path path(String key) {
        if (text(key, null) == null) {
            return null;
        }
        String folder =
                flags.containsKey(key) ? "" : SettingOrigin.folder(SettingExpressions.written(config, prefix + key));
        return read(key, text -> ValueParsers.path(folder, text), "Write the path of a file.")
                .orElse(null);
    }

    /** The entries of a sub-table, such as the headers. */
    Map<String, String> table(String key) {
        String table = key + ".";
        Map<String, String> entries = new TreeMap<>();
        for (String entry : below(table)) {
            text(entry).ifPresent(value -> entries.put(unquoted(entry.substring(table.length())), value));
        }
        return entries;
    }

    /**
     * Reads a value of any kind; empty when it is not set.
     *
     * @param parse answers null to what it can't use
     * @param hint says then what to write
     */
    public <T> Optional<T> read(String key, Function<String, T> parse, String hint) {
        Optional<String> text = text(key);
        Optional<T> value = text.map(parse);
        return text.isPresent() && value.isEmpty()
                ? without(refusal(key, "'" + written(key) + "' can't be used.").hint(hint))
                : value;
    }

    /** Says what is wrong with a value that is set. */
    public ProviderException refusal(String key, String what) {
        return flags.containsKey(key)
                ? Failure.USAGE.because("--" + key.replace('_', '-') + ": " + what)
                : Failure.CONFIGURATION.because(
                        SettingOrigin.of(SettingExpressions.written(config, prefix + key)) + ": " + what);
    }

    /** Without the values of variables in it, which may be secret. */
    String written(String key) {
        return flags.containsKey(key)
                ? flags.get(key)
                : SettingExpressions.written(config, prefix + key).getValue();
    }

    /** What is set and by whom, as it is written; empty when it has its default. */
    Optional<EffectiveSetting> explicit(String key) {
        String name = prefix.substring(SettingsLoader.ROOT.length()) + key;
        if (flags.containsKey(key)) {
            return Optional.of(EffectiveSetting.of(name, key, flags.get(key), "--" + key.replace('_', '-')));
        }
        ConfigValue found = SettingExpressions.written(config, prefix + key);
        return Optional.ofNullable(found.getValue())
                .map(value -> EffectiveSetting.of(name, key, value, SettingOrigin.owner(found)));
    }

    /** The keys below this one that are set, such as those of a table or a list. */
    List<String> below(String key) {
        return properties.below(prefix + key).stream().map(name -> key + name).toList();
    }

    private int rank(String key) {
        ConfigValue found = SettingExpressions.written(config, prefix + key);
        return flags.containsKey(key)
                ? Integer.MAX_VALUE
                : found.getValue() == null ? Integer.MIN_VALUE : found.getConfigSourceOrdinal();
    }

    private static String unquoted(String segment) {
        return segment.startsWith("\"") ? segment.substring(1, segment.length() - 1) : segment;
    }
}
