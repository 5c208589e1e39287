package org.llmtestbench.telemetry;

import java.util.Optional;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.provider.SettingsReader;

/**
 * The OTLP settings.
 *
 * @param otlp the URL of the collector without {@code /v1/traces}; empty if the {@code OTEL_EXPORTER_OTLP_…} variables
 *     set it; null if nothing is sent
 * @param retries whether failed exports are retried; false for a process that ends soon
 */
public record OtlpConfig(String otlp, boolean retries) {
    private static final String HINT =
            "Write the URL of a collector, such as http://localhost:4318; /v1/traces and /v1/metrics are added.";

    /** Sends nothing; metrics are available as Prometheus text. */
    public static final OtlpConfig NONE = new OtlpConfig(null, false);

    /** The URL from the configuration or {@code --otlp}; empty if it is not set or not valid. */
    public static Optional<String> address(SettingsReader from) {
        return from.text("otlp", "").isEmpty()
                ? Optional.empty()
                : from.url("otlp", OtlpConfig::problem, HINT).map(HttpUrl::toString);
    }

    private static String problem(HttpUrl url) {
        boolean underscore = url.host().contains("_");
        return url.credentials() != null
                ? "it contains a user name or a password"
                : underscore && url.scheme().equals("https")
                        ? "Java can't verify the certificate of a host with an underscore"
                        : null;
    }

    boolean isEnabled() {
        return otlp != null;
    }

    /** Whether the URL is set here and not by environment variables. */
    boolean hasAddress() {
        return isEnabled() && !otlp.isEmpty();
    }

    /** The URL for one signal, such as {@code traces}. */
    String endpoint(String signal) {
        return otlp.replaceFirst("/+$", "") + "/v1/" + signal;
    }

    /** The name of the collector in messages. */
    String displayName() {
        if (!hasAddress()) {
            return "the collector of OTEL_EXPORTER_OTLP_ENDPOINT";
        }
        HttpUrl url = HttpUrl.parse(otlp);
        return "the collector at " + url.host() + (url.port() < 0 ? "" : ":" + url.port());
    }
}
