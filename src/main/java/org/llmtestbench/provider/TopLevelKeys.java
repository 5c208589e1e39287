package org.llmtestbench.provider;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of the configuration that stand in no table: those of the function, of telemetry and of AWS. */
public final class TopLevelKeys {
    /** What holds where a key is not set, as it would be written, or {@code none}. */
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

    /** Secrets, one a line: they have a variable and no place in a file. */
    public static final String TOKENS = "tokens";

    /** Variables that are not ours, and count where the key itself is not set. */
    static final Map<String, String> HEARD = Map.of("port", "PORT", "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT");

    private TopLevelKeys() {}

    private static Map<String, String> ordered(String... defaults) {
        Map<String, String> ordered = new LinkedHashMap<>();
        Arrays.stream(defaults).map(each -> each.split("=")).forEach(each -> ordered.put(each[0], each[1]));
        return ordered;
    }

    /** A value as it is written, whatever is in it; null when it is blank or not set. */
    public static String secret(SettingsReader from, String key) {
        String written = from.written(key);
        return written == null || written.isBlank() ? null : written;
    }

    /** One of these words, or null when it is not set; what else stands there may be a secret and is never shown. */
    public static String word(SettingsReader from, String key, List<String> words) {
        Optional<String> text = from.text(key).filter(t -> !t.isBlank());
        return text.isPresent() && !words.contains(text.get())
                ? from.<String>without(from.refusal(key, "it is none of " + String.join(", ", words) + "."))
                        .orElse(null)
                : text.orElse(null);
    }
}
