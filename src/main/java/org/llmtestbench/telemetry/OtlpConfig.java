package org.llmtestbench.telemetry;

import java.util.Optional;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.provider.SettingsReader;

/**
 * Where OTLP is sent.
 *
 * @param otlp the collector's address without {@code /v1/traces}; empty when the {@code OTEL_EXPORTER_OTLP_…} variables
 *     say it; null when nothing is sent
 * @param retries whether what did not arrive is sent again; a process that is about to end has no time for that
 */
public record OtlpConfig(String otlp, boolean retries) {
    private static final String HINT =
            "Write the address of a collector such as http://localhost:4318; /v1/traces and /v1/metrics are added.";

    /** Nothing is sent; metrics can be read. */
    public static final OtlpConfig NONE = new OtlpConfig(null, false);

    /** The address that is configured, or given as {@code --otlp}; empty when there is none or it can't be used. */
    public static Optional<String> address(SettingsReader from) {
        return from.text("otlp", "").isEmpty()
                ? Optional.empty()
                : from.url("otlp", OtlpConfig::problem, HINT).map(HttpUrl::toString);
    }

    private static String problem(HttpUrl url) {
        boolean underscore = url.host().contains("_");
        return url.credentials() != null
                ? "it holds a user or a password"
                : underscore && url.scheme().equals("https")
                        ? "Java checks no certificate of a host with an underscore"
                        : null;
    }

    boolean sends() {
        return otlp != null;
    }

    /** Whether it is said here, and not by variables. */
    boolean isNamed() {
        return sends() && !otlp.isEmpty();
    }

    /** The address of one signal, such as {@code traces}. */
    String of(String signal) {
        return otlp.replaceFirst("/+$", "") + "/v1/" + signal;
    }

    /** How it is shown. */
    String shown() {
        if (!isNamed()) {
            return "the collector of OTEL_EXPORTER_OTLP_ENDPOINT";
        }
        HttpUrl url = HttpUrl.parse(otlp);
        return "the collector at " + url.host() + (url.port() < 0 ? "" : ":" + url.port());
    }
}
