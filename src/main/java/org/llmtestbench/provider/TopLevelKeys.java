package org.llmtestbench.provider;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration keys outside of tables: those of the function, of telemetry and of AWS. */
public final class TopLevelKeys {
    /** The default of each key as a text, or {@code none}. */
    public static final Map<String, String> DEFAULTS = ordered(
            "host=127.0.0.1",
            "port=8080",
            "auth=not set",
            "tokens_file=none",
            "oidc_issuer=none",
            "oidc_audience=none",
            "oidc_ca_file=none",
            "suites=none",
            "suite=none",
            "max_body=1MB",
            "max_tokens=4096",
            "max_concurrent_per_caller=16",
            "max_usd_per_day=10",
            "heartbeat=15s",
            "grace=30s",
            "log_content=false",
            "otlp=none",
            "metrics_file=none",
            "secret_id=none",
            "report_bucket=none",
            "fail_invocation=false");

    /** The tokens of callers, one per line. They can only be set by the environment, because they are secret. */
    public static final String TOKENS = "tokens";

    /** Environment variables without our prefix that apply when the key itself is not set. */
    static final Map<String, String> FALLBACK_VARIABLES = Map.of("port", "PORT", "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT");

    private TopLevelKeys() {}

    private static Map<String, String> ordered(String... defaults) {
        Map<String, String> ordered = new LinkedHashMap<>();
        Arrays.stream(defaults).map(entry -> entry.split("=")).forEach(entry -> ordered.put(entry[0], entry[1]));
        return ordered;
    }

    /** Returns the raw value, without resolving expressions in it; null when it is blank or not set. */
    public static String secret(SettingsReader reader, String key) {
        String raw = reader.raw(key);
        return raw == null || raw.isBlank() ? null : raw;
    }

    /** Reads one of these words; null when not set. An invalid value may be secret and is never shown. */
    public static String oneOf(SettingsReader reader, String key, List<String> words) {
        Optional<String> text = reader.text(key).filter(t -> !t.isBlank());
        return text.isPresent() && !words.contains(text.get())
                ? reader.<String>reportProblem(reader.invalid(key, "must be one of " + String.join(", ", words) + "."))
                        .orElse(null)
                : text.orElse(null);
    }
}
