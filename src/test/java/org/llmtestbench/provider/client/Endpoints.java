package org.llmtestbench.provider.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.llmtestbench.provider.ProviderSettings;

/** Endpoints as tests need them. */
final class Endpoints {
    private Endpoints() {}

    static Endpoint at(String baseUrl) {
        return with(settings(baseUrl, Map.of(), Map.of()), "sk-PLANTED-0123456789");
    }

    static Endpoint with(ProviderSettings settings, String key) {
        ApiKey apiKey = ApiKey.of(settings, name -> key);
        return new Endpoint(
                settings,
                apiKey,
                new NetworkRoute(null, null),
                new EndpointLimiterRegistry().of(settings),
                secret -> Map.of("authorization", "Bearer " + secret));
    }

    static ProviderSettings settings(String baseUrl, Map<String, String> headers, Map<String, String> query) {
        return settings(baseUrl, headers, query, null);
    }

    static ProviderSettings settings(
            String baseUrl, Map<String, String> headers, Map<String, String> query, Path caFile) {
        return new ProviderSettings(
                "acme",
                "openai",
                URI.create(baseUrl),
                null,
                "ACME_KEY",
                "m",
                null,
                null,
                null,
                new TreeMap<>(headers),
                new TreeMap<>(query),
                caFile,
                true,
                true,
                "auto",
                3,
                Duration.ofSeconds(60),
                ProviderSettings.Timeouts.DEFAULT,
                ProviderSettings.Limits.NONE);
    }
}
