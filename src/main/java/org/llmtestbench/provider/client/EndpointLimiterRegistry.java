package org.llmtestbench.provider.client;

import io.github.bucket4j.TimeMeter;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llmtestbench.provider.ProviderSettings;

/** One limiter for each endpoint, by the provider's name and the base URL: flags and suites do not make another. */
@Singleton
public class EndpointLimiterRegistry {
    private final Map<Key, EndpointLimiter> limiters = new ConcurrentHashMap<>();

    private record Key(String name, URI baseUrl) {}

    EndpointLimiter of(ProviderSettings settings) {
        return limiters.computeIfAbsent(
                new Key(settings.name(), settings.baseUrl()), key -> new EndpointLimiter(TimeMeter.SYSTEM_NANOTIME));
    }
}
