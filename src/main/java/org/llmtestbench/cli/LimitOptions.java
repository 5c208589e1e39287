package org.llmtestbench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** How long a call may take, how often it is tried, and how much goes out at a time. */
final class LimitOptions {
    @Option(names = "--deadline", paramLabel = "TIME", description = "The whole call, waits included: 500ms, 20s, 2m.")
    private String deadline;

    @Option(names = "--timeout", paramLabel = "TIME", description = "One attempt. Default: 10m.")
    private String timeout;

    @Option(names = "--connect-timeout", paramLabel = "TIME", description = "DNS, TCP and TLS. Default: 10s.")
    private String connectTimeout;

    @Option(names = "--first-token-timeout", paramLabel = "TIME", description = "First token of a stream.")
    private String firstTokenTimeout;

    @Option(names = "--idle-timeout", paramLabel = "TIME", description = "Silence in a stream. Default: 2m.")
    private String idleTimeout;

    @Option(names = "--max-retries", paramLabel = "N", description = "Attempts after the first. Default: 3.")
    private String maxRetries;

    @Option(names = "--max-retry-wait", paramLabel = "TIME", description = "Longest wait for one. Default: 60s.")
    private String maxRetryWait;

    @Option(names = "--max-concurrent", paramLabel = "N", description = "Calls at once. Default: 0, any number.")
    private String maxConcurrent;

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Default: 0, any number.")
    private String requestsPerMinute;

    @Option(names = "--tokens-per-minute", paramLabel = "N", description = "Default: 0, any number.")
    private String tokensPerMinute;

    /** What was given, by the key of the setting; the settings know what may stand there. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("deadline", deadline);
        flags.put("timeout", timeout);
        flags.put("connect_timeout", connectTimeout);
        flags.put("first_token_timeout", firstTokenTimeout);
        flags.put("idle_timeout", idleTimeout);
        flags.put("max_retries", maxRetries);
        flags.put("max_retry_wait", maxRetryWait);
        flags.put("max_concurrent", maxConcurrent);
        flags.put("requests_per_minute", requestsPerMinute);
        flags.put("tokens_per_minute", tokensPerMinute);
        flags.values().removeIf(Objects::isNull);
        return flags;
    }
}
