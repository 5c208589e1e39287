package org.llmtestbench.provider;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of one endpoint: the table {@code [providers.<name>]} with environment, flags and defaults applied.
 *
 * @param name the name on the command line
 * @param dialect the name of its {@link ProviderFactory}
 * @param baseUrl with the version segment; without a trailing slash, user and password
 * @param credentials the user and the password in {@code base_url}, for Basic authentication; null for none
 * @param apiKeyEnv the environment variable that holds the API key; empty when no key is sent
 * @param defaultModel the model of requests that set none; null when there is no default
 * @param organization sent as the vendor's organization header; null when not set
 * @param project sent as the vendor's project header; null when not set
 * @param apiVersion the version of the protocol; null for the dialect's own default
 * @param headers additional request headers
 * @param query additional query parameters
 * @param caFile additional trusted certificates; null for none
 * @param useProxy whether the proxy settings of the environment apply
 * @param includeUsage whether a streaming request asks for token counts
 * @param maxTokensField {@code auto}, {@code max_tokens} or {@code max_completion_tokens}
 * @param maxRetries the maximum number of attempts after the first
 * @param maxRetryWait the longest accepted wait between two attempts
 * @param timeouts how long each phase may take
 * @param limits concurrency and rate limits
 */
public record ProviderSettings(
        String name,
        String dialect,
        URI baseUrl,
        BasicCredentials credentials,
        String apiKeyEnv,
        String defaultModel,
        String organization,
        String project,
        String apiVersion,
        Map<String, String> headers,
        Map<String, String> query,
        Path caFile,
        boolean useProxy,
        boolean includeUsage,
        String maxTokensField,
        int maxRetries,
        Duration maxRetryWait,
        Timeouts timeouts,
        Limits limits) {
    /** Whether requests are encrypted. */
    public boolean usesTls() {
        return "https".equals(baseUrl.getScheme());
    }

    /**
     * How long each phase of a call may take.
     *
     * @param attempt one attempt, from sending the request to the last byte
     * @param connect DNS, TCP and TLS together
     * @param firstToken from a streaming request to the first token; null for no limit
     * @param idle between two deltas, comments or pings of a stream after its start; null for no limit
     * @param deadline the whole call, with all attempts and waits; null for no limit
     */
    public record Timeouts(Duration attempt, Duration connect, Duration firstToken, Duration idle, Duration deadline) {
        /** The defaults. */
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofMinutes(10), Duration.ofSeconds(10), null, Duration.ofMinutes(2), null);
    }

    /**
     * Concurrency and rate limits of an endpoint. Calls above a limit wait.
     *
     * @param maxConcurrent concurrent calls, each counted until its last token; 0 for no limit
     * @param maxQueued calls that may wait for a permit
     * @param requestsPerMinute requests per minute, retries included; 0 for no limit
     * @param tokensPerMinute tokens of prompts and answers together per minute; 0 for no limit
     */
    public record Limits(int maxConcurrent, int maxQueued, int requestsPerMinute, int tokensPerMinute) {
        /** No limits, and the default size of the queue. */
        public static final Limits NONE = new Limits(0, 1000, 0, 0);
    }
}
