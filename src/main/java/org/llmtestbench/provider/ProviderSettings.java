package org.llmtestbench.provider;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One configured endpoint: a table {@code [providers.<name>]} with the environment, the flags and the defaults applied.
 *
 * @param name as on the command line
 * @param dialect which {@link ProviderFactory} it speaks
 * @param baseUrl with the version segment, without a trailing slash, a user or a password
 * @param credentials the user and the password in {@code base_url}, sent as Basic authentication; null when there are none
 * @param apiKeyEnv the environment variable that holds the key; empty when no key is sent
 * @param defaultModel asked when no model is named; null when there is none
 * @param organization sent as the vendor's organization header; null when not set
 * @param project sent as the vendor's project header; null when not set
 * @param apiVersion the version of the protocol; null for the dialect's own default
 * @param headers further request headers
 * @param query further query parameters
 * @param caFile certificates to trust beside those the JVM knows; null for none
 * @param useProxy whether what the environment says of proxies holds for it
 * @param includeUsage whether a stream asks for its token counts
 * @param maxTokensField {@code auto}, {@code max_tokens} or {@code max_completion_tokens}
 * @param maxRetries attempts after the first
 * @param maxRetryWait the longest wait between attempts that is accepted
 * @param timeouts how long things may take
 * @param limits how much at a time
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
     * How long things may take.
     *
     * @param attempt one attempt, from the request to the last byte
     * @param connect DNS, TCP and TLS together
     * @param firstToken from the request of a stream to its first token; null for no such limit
     * @param idle between two signs of life of a stream that has begun: deltas, comments, pings; null for no limit
     * @param deadline the whole call, with all its attempts and waits; null for none
     */
    public record Timeouts(Duration attempt, Duration connect, Duration firstToken, Duration idle, Duration deadline) {
        /** What holds where nothing is configured. */
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofMinutes(10), Duration.ofSeconds(10), null, Duration.ofMinutes(2), null);
    }

    /**
     * How much goes to the endpoint at a time; what is over waits.
     *
     * @param maxConcurrent calls at once, each counted until its last token; 0 for any number
     * @param maxQueued calls that may wait for a place
     * @param requestsPerMinute requests, retries included; 0 for any number
     * @param tokensPerMinute tokens of prompts and answers together; 0 for any number
     */
    public record Limits(int maxConcurrent, int maxQueued, int requestsPerMinute, int tokensPerMinute) {
        /** Everything at once. */
        public static final Limits NONE = new Limits(0, 1000, 0, 0);
    }
}
