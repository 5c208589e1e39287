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

/** Loads the settings of endpoints and models. Flags override the environment, then the file, then the defaults. */
@Singleton
public class SettingsLoader {
    /** The prefix of all our property names. */
    public static final String ROOT = "llm-test-bench.";

    /** The keys of a table {@code [providers.<name>]}; those in {@link #PROVIDER_TABLES} contain tables. */
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

    /** The keys of {@link #PROVIDER_KEYS} that contain a table of texts. */
    public static final List<String> PROVIDER_TABLES = List.of("headers", "query");

    /** The property that contains the problems of the configuration file, one per line. */
    public static final String PROBLEMS = ROOT + "problems";

    static final String PROVIDERS = ROOT + "providers.";
    private static final String MODELS = ROOT + "models.";

    private final SmallRyeConfig config;
    private final ConfiguredNames properties;
    private final boolean failOnFileProblems;

    /** Reads this configuration, which must not change. */
    @Inject
    public SettingsLoader(Config config) {
        this(config.unwrap(SmallRyeConfig.class), true);
    }

    private SettingsLoader(SmallRyeConfig config, boolean failOnFileProblems) {
        this.config = config;
        this.properties = new ConfiguredNames(config);
        this.failOnFileProblems = failOnFileProblems;
    }

    /** Returns a loader that reads the valid part of a configuration file that has problems. */
    public SettingsLoader ignoringFileProblems() {
        return new SettingsLoader(config, false);
    }

    /** Returns the problems of the configuration file, one line each. */
    public List<String> fileProblems() {
        String problems = SettingExpressions.raw(config, PROBLEMS).getValue();
        return problems == null ? List.of() : problems.lines().toList();
    }

    /** Returns a name as a property segment: quoted unless it has only letters, digits, {@code _} and {@code -}. */
    public static String segment(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : '"' + name + '"';
    }

    /** Parses a duration such as {@code 500ms}, {@code 20s} or {@code 2m}; empty when it is not valid. */
    public static Optional<Duration> duration(String text) {
        return Optional.ofNullable(ValueParsers.duration(text));
    }

    /** Whether this is the name of an environment variable. A text that may be an API key is not. */
    public static boolean isVariable(String text) {
        return ValueParsers.variable(text) != null;
    }

    /** Returns the names of all endpoints in the file, the defaults and the environment, sorted. */
    public Set<String> names() {
        requireNoFileProblems();
        return properties.endpoints();
    }

    /** Returns the ids of all models in the file and the defaults, sorted. */
    public Set<String> models() {
        requireNoFileProblems();
        return properties.tables(MODELS);
    }

    /** Whether an endpoint of this name is configured, possibly only by environment variables. */
    public boolean has(String name) {
        return names().contains(name) || reader(name, Map.of()).text("base_url").isPresent();
    }

    /**
     * Returns the settings of one endpoint.
     *
     * @param flags values that override all others, by key
     */
    public ProviderSettings provider(String name, Map<String, String> flags) {
        return provider(name, reader(name, flags));
    }

    /** @param reader reads the keys of this endpoint */
    public static ProviderSettings provider(String name, SettingsReader reader) {
        HttpUrl baseUrl = reader.url("base_url").orElse(null);
        if (baseUrl == null && reader.explicit("base_url").isEmpty()) {
            throw Failure.CONFIGURATION
                    .because("providers." + segment(name) + " has no base_url.")
                    .hint("Add base_url = \"…\" to [providers." + segment(name) + "] in your configuration file.");
        }
        return new ProviderSettings(
                name,
                reader.text("dialect", "openai"),
                // null only for a reader that collects problems; nothing connects then
                baseUrl == null ? null : baseUrl.uri(),
                baseUrl == null ? null : baseUrl.credentials(),
                reader.variable("api_key_env"),
                reader.text("default_model", null),
                reader.text("organization", null),
                reader.text("project", null),
                reader.text("api_version", null),
                reader.table("headers"),
                reader.table("query"),
                reader.path("ca_file"),
                reader.flag("use_proxy", true),
                reader.flag("include_usage", true),
                reader.oneOf("max_tokens_field", List.of("auto", "max_tokens", "max_completion_tokens")),
                reader.count("max_retries", 3),
                reader.duration("max_retry_wait", Duration.ofSeconds(60)),
                timeouts(reader),
                new Limits(
                        reader.count("max_concurrent", Limits.NONE.maxConcurrent()),
                        reader.count("max_queued", Limits.NONE.maxQueued()),
                        reader.count("requests_per_minute", "rate_limit_rpm", Limits.NONE.requestsPerMinute()),
                        reader.count("tokens_per_minute", Limits.NONE.tokensPerMinute())));
    }

    private static Timeouts timeouts(SettingsReader reader) {
        return new Timeouts(
                reader.time("timeout", "timeout_seconds", Timeouts.DEFAULT.attempt()),
                reader.time("connect_timeout", Timeouts.DEFAULT.connect()),
                reader.time("first_token_timeout", Timeouts.DEFAULT.firstToken()),
                reader.time("idle_timeout", Timeouts.DEFAULT.idle()),
                reader.time("deadline", Timeouts.DEFAULT.deadline()));
    }

    /**
     * Returns a reader of the keys that belong to no table, such as those of the function.
     *
     * @param flags values that override all others, by key
     */
    public SettingsReader root(Map<String, String> flags) {
        requireNoFileProblems();
        return new SettingsReader(config, properties, ROOT, flags);
    }

    /** Returns a reader of environment variables and properties without our prefix, such as {@code PORT}. */
    public SettingsReader environment() {
        requireNoFileProblems();
        return new SettingsReader(config, properties, "", Map.of());
    }

    /** Returns a reader of the keys of one model. */
    public SettingsReader model(String id) {
        requireNoFileProblems();
        return new SettingsReader(config, properties, MODELS + segment(id) + ".", Map.of());
    }

    /**
     * Returns a reader of the keys of one endpoint.
     *
     * @param flags values that override all others, by key
     */
    public SettingsReader reader(String name, Map<String, String> flags) {
        requireNoFileProblems();
        return new SettingsReader(config, properties, PROVIDERS + segment(name) + ".", flags);
    }

    /** Fails if the configuration file has problems. Commands that need no settings still work with such a file. */
    private void requireNoFileProblems() {
        List<String> problems = failOnFileProblems ? fileProblems() : List.of();
        if (!problems.isEmpty()) {
            throw Failure.CONFIGURATION.because(String.join("\n", problems));
        }
    }
}
