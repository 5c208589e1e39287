package org.llmtestbench.provider;

import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/** The configured endpoints: flags over environment over file over defaults. */
@Singleton
public class Settings {
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
            "headers",
            "query",
            "include_usage",
            "max_tokens_field",
            "max_retries",
            "max_retry_wait",
            "timeout",
            "timeout_seconds",
            "connect_timeout");

    /** Those of {@link #PROVIDER_KEYS} that hold a table of texts. */
    public static final List<String> PROVIDER_TABLES = List.of("headers", "query");

    private static final String PROVIDERS = ROOT + "providers.";

    private final SmallRyeConfig config;

    Settings(Config config) {
        this.config = config.unwrap(SmallRyeConfig.class);
    }

    /** The names of all endpoints in the file and the defaults, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PROVIDERS)) {
                names.add(firstSegment(property.substring(PROVIDERS.length())));
            }
        }
        return names;
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
        SettingsReader from = reader(name, flags);
        return new ProviderSettings(
                name,
                from.text("dialect", "openai"),
                from.url("base_url")
                        .orElseThrow(() -> Failure.CONFIGURATION
                                .because("providers." + name + " has no base_url.")
                                .hint("Add base_url = \"…\" to [providers." + name + "] in your configuration file.")),
                from.text("api_key_env").orElse("").strip(),
                from.text("default_model", null),
                from.text("organization", null),
                from.text("project", null),
                from.table("headers"),
                from.table("query"),
                from.flag("include_usage", true),
                from.oneOf("max_tokens_field", List.of("auto", "max_tokens", "max_completion_tokens")),
                from.count("max_retries", 3),
                from.duration("max_retry_wait", Duration.ofSeconds(60)),
                from.duration("timeout", "timeout_seconds", Duration.ofMinutes(10)),
                from.duration("connect_timeout", Duration.ofSeconds(10)));
    }

    private SettingsReader reader(String name, Map<String, String> flags) {
        String segment = name.matches("[A-Za-z0-9_-]+") ? name : '"' + name + '"';
        return new SettingsReader(config, PROVIDERS + segment + ".", flags);
    }

    private static String firstSegment(String path) {
        return path.startsWith("\"") ? path.substring(1, path.indexOf('"', 1)) : path.substring(0, path.indexOf('.'));
    }
}
