package org.llmtestbench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the request goes. */
final class ConnectionOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file. Default:%n~/.config/llm-test-bench/config.toml.")
    private String config;

    @Option(names = "--base-url", paramLabel = "URL", description = "Address with the version segment.")
    private String baseUrl;

    @Option(names = "--api-key-env", paramLabel = "NAME", description = "The environment variable that holds the key.")
    private String apiKeyEnv;

    @Option(names = "--offline", description = "Asks a simulator in this process: no key, no network.")
    private boolean offline;

    String config() {
        return config;
    }

    boolean offline() {
        return offline;
    }

    /** Settings that win over the configured ones. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        put(flags, "base_url", baseUrl);
        put(flags, "api_key_env", apiKeyEnv);
        return flags;
    }

    /** The same, pointing to the simulator where it stands in. */
    Map<String, String> flags(Offline simulator) {
        Map<String, String> flags = flags();
        flags.putAll(simulator.flags());
        return flags;
    }

    /** What stands in for the provider; nothing unless asked for. */
    Offline simulator(Workbench workbench) {
        return offline ? Offline.start(workbench.vertx()) : Offline.NONE;
    }

    private static void put(Map<String, String> flags, String key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
