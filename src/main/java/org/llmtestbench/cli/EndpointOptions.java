package org.llmtestbench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the endpoint; they override the configured settings. */
final class EndpointOptions {
    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Option(names = "--base-url", paramLabel = "URL", description = "Base URL with the version segment, such as /v1.")
    private String baseUrl;

    @Option(names = "--api-key-env", paramLabel = "NAME", description = "Environment variable that holds the API key.")
    private String apiKeyEnv;

    ConfigFileOption config() {
        return config;
    }

    /** The options that are set, by the keys of the configuration. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        put(flags, "base_url", baseUrl);
        put(flags, "api_key_env", apiKeyEnv);
        return flags;
    }

    private static void put(Map<String, String> flags, String key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
