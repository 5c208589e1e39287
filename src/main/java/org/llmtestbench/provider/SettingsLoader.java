package org.llmtestbench.provider;

import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.llmtestbench.provider.ProviderSettings.Limits;
import org.llmtestbench.provider.ProviderSettings.Timeouts;
import org.llmtestbench.provider.catalog.ModelConfigKeys;

/** The configured endpoints: flags over environment over file over defaults. */
@Singleton
public class SettingsLoader {
    /** What all our property names begin with. */
    public static final String ROOT = "llm-test-bench.";

    /** The keys of a table {@code [providers.<name>]}; those in {@link #PROVIDER_TABLES} hold tables. */
    public static final List<String> PROVIDER_KEYS = List.of(
            "dialect",
            "base_url",
            "api_key_env",
            "default_model",
            "organization",
            "project",
            "api_version",
            "headers",
            "query",
            "ca_file",
            "use_proxy",
            "include_usage",
            "max_tokens_field",
            "max_retries",
            "max_retry_wait",
            "timeout",
            "timeout_seconds",
            "connect_timeout",
            "first_token_timeout",
            "idle_timeout",
            "deadline",
            "max_concurrent",
            "max_queued",
            "requests_per_minute",
            "rate_limit_rpm",
            "tokens_per_minute");

    /** Those of {@link #PROVIDER_KEYS} that hold a table of texts. */
    public static final List<String> PROVIDER_TABLES = List.of("headers", "query");

    /** The property that says what is wrong with the configuration file, one problem a line. */
    public static final String PROBLEMS = ROOT + "problems";

    static final String PROVIDERS = ROOT + "providers.";
    private static final String MODELS = ROOT + "models.";

    private final SmallRyeConfig config;
    private final ConfiguredNames properties;
    private final boolean soundOnly;

    /** Reads a configuration that does not change. */
    @Inject
    public SettingsLoader(Config config) {
        this(config.unwrap(SmallRyeConfig.class), true);
    }

    private SettingsLoader(SmallRyeConfig config, boolean soundOnly) {
        this.config = config;
        this.properties = new ConfiguredNames(config);
        this.soundOnly = soundOnly;
    }

    /** The same, with what can be used of a file that has problems. */
    public SettingsLoader ignoringFileProblems() {
        return new SettingsLoader(config, false);
    }

    /** What is wrong with the file, one line each. */
    public List<String> fileProblems() {
        String problems = SettingExpressions.written(config, PROBLEMS).getValue();
        return problems == null ? List.of() : problems.lines().toList();
    }

    /** A name as one segment of a property: in quotes unless it has only letters, digits, {@code _} and {@code -}. */
    public static String segment(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : '"' + name + '"';
    }

    /** A duration as it is written everywhere, such as {@code 500ms}, {@code 20s} or {@code 2m}. */
    public static Optional<Duration> duration(String text) {
        return Optional.ofNullable(ValueParsers.duration(text));
    }

    /** Whether this is the name of an environment variable; what may be a key is not. */
    public static boolean isVariable(String text) {
        return ValueParsers.variable(text) != null;
    }

    /** The names of all endpoints in the file, the defaults and the environment, sorted. */
    public Set<String> names() {
        requireSound();
        return properties.endpoints();
    }

    /** The ids of all models in the file and the defaults, sorted. */
    public Set<String> models() {
        requireSound();
        return properties.tables(MODELS);
    }

    /** Whether anything configures an endpoint of this name, be it by environment variables alone. */
    public boolean has(String name) {
        return names().contains(name) || reader(name, Map.of()).text("base_url").isPresent();
    }

    /**
     * Reads one endpoint.
     *
     * @param flags values that win over all others, by key
     */
    public ProviderSettings provider(String name, Map<String, String> flags) {
        return provider(name, reader(name, flags));
    }

    /** @param from reads the keys of this endpoint */
    public static ProviderSettings provider(String name, SettingsReader from) {
        HttpUrl baseUrl = from.url("base_url").orElse(null);
        if (baseUrl == null && from.explicit("base_url").isEmpty()) {
            throw Failure.CONFIGURATION
                    .because("providers." + segment(name) + " has no base_url.")
                    .hint("Add base_url = \"…\" to [providers." + segment(name) + "] in your configuration file.");
        }
        return new ProviderSettings(
                name,
                from.text("dialect", "openai"),
                // null only for a reader that collects problems, and then nothing connects
                baseUrl == null ? null : baseUrl.uri(),
                baseUrl == null ? null : baseUrl.credentials(),
                from.variable("api_key_env"),
                from.text("default_model", null),
                from.text("organization", null),
                from.text("project", null),
                from.text("api_version", null),
                from.table("headers"),
                from.table("query"),
                from.path("ca_file"),
                from.flag("use_proxy", true),
                from.flag("include_usage", true),
                from.oneOf("max_tokens_field", List.of("auto", "max_tokens", "max_completion_tokens")),
                from.count("max_retries", 3),
                from.duration("max_retry_wait", Duration.ofSeconds(60)),
                timeouts(from),
                new Limits(
                        from.count("max_concurrent", Limits.NONE.maxConcurrent()),
                        from.count("max_queued", Limits.NONE.maxQueued()),
                        from.count("requests_per_minute", "rate_limit_rpm", Limits.NONE.requestsPerMinute()),
                        from.count("tokens_per_minute", Limits.NONE.tokensPerMinute())));
    }

    private static Timeouts timeouts(SettingsReader from) {
        return new Timeouts(
                from.time("timeout", "timeout_seconds", Timeouts.DEFAULT.attempt()),
                from.time("connect_timeout", Timeouts.DEFAULT.connect()),
                from.time("first_token_timeout", Timeouts.DEFAULT.firstToken()),
                from.time("idle_timeout", Timeouts.DEFAULT.idle()),
                from.time("deadline", Timeouts.DEFAULT.deadline()));
    }

    /**
     * Reads the keys that belong to no table, such as those of the function.
     *
     * @param flags values that win over all others, by key
     */
    public SettingsReader root(Map<String, String> flags) {
        requireSound();
        return new SettingsReader(config, properties, ROOT, flags);
    }

    /** Reads environment variables and properties that are not ours, by their whole names, such as {@code PORT}. */
    public SettingsReader environment() {
        requireSound();
        return new SettingsReader(config, properties, "", Map.of());
    }

    /** What is set for one model, under {@link ModelConfigKeys}. */
    public SettingsReader model(String id) {
        requireSound();
        return new SettingsReader(config, properties, MODELS + segment(id) + ".", Map.of());
    }

    public SettingsReader reader(String name, Map<String, String> flags) {
        requireSound();
        return new SettingsReader(config, properties, PROVIDERS + segment(name) + ".", flags);
    }

    /** Fails if the configuration file has problems, which must not stop a command that needs no settings. */
    private void requireSound() {
        List<String> problems = soundOnly ? fileProblems() : List.of();
        if (!problems.isEmpty()) {
            throw Failure.CONFIGURATION.because(String.join("\n", problems));
        }
    }
}
