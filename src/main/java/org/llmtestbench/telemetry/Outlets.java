package org.llmtestbench.telemetry;

import java.net.URI;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Settings;

/**
 * Where OTLP is sent.
 *
 * @param otlp the collector's address without {@code /v1/traces}; empty when the {@code OTEL_EXPORTER_OTLP_…} variables
 *     say it; null when nothing is sent
 * @param retries whether what did not arrive is sent again; a process that is about to end has no time for that
 */
public record Outlets(String otlp, boolean retries) {
    /** Nothing is sent; metrics can be read. */
    public static final Outlets NONE = new Outlets(null, false);

    /** Refuses what is no address. */
    public Outlets {
        if (otlp != null && !otlp.isEmpty() && !isAddress(otlp)) {
            throw Failure.USAGE
                    .because("otlp: must be the address of a collector, without login and query.")
                    .hint("Such as http://localhost:4318; the paths /v1/traces and /v1/metrics are added.");
        }
    }

    private static boolean isAddress(String text) {
        return Settings.isUrl(text) && URI.create(text).getRawUserInfo() == null;
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

    /** How it may be shown: who logs in, and with what, is nobody's business. */
    String shown() {
        if (!isNamed()) {
            return "the collector of OTEL_EXPORTER_OTLP_ENDPOINT";
        }
        URI address = URI.create(otlp);
        return "the collector at " + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }
}
