package org.llmtestbench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settings of an endpoint that win over the configured ones. */
final class EndpointOptions {
    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Option(names = "--base-url", paramLabel = "URL", description = "Address with the version segment.")
    private String baseUrl;

    @Option(names = "--api-key-env", paramLabel = "NAME", description = "The environment variable that holds the key.")
    private String apiKeyEnv;

    ConfigFileOption config() {
        return config;
    }

    /** By the keys of the configuration. */
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
