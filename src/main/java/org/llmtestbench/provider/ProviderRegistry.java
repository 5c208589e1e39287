package org.llmtestbench.provider;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Creates and caches the configured providers. */
@Singleton
public class ProviderRegistry {
    private final SettingsLoader settings;
    private final List<ProviderFactory> dialects;
    /** Replaced as a whole, so that a provider with an old key does not get into the new cache. */
    private volatile Map<CacheKey, CacheEntry> cache = new ConcurrentHashMap<>();

    private record CacheKey(String name, Map<String, String> flags) {}

    private record CacheEntry(Provider provider, ProviderSettings settings) {}

    ProviderRegistry(SettingsLoader settings, @All List<ProviderFactory> dialects) {
        this.settings = settings;
        this.dialects = dialects;
    }

    /** Returns the known names, sorted. */
    public List<String> names() {
        return List.copyOf(settings.names());
    }

    /**
     * Returns the provider of this name; fails with {@link Failure#USAGE} and a suggestion when the name is not known.
     * The same flags return the same provider, so that all calls share its connections and limits.
     *
     * @param flags settings that override the configured ones, by key
     */
    public Provider named(String name, Map<String, String> flags) {
        CacheKey key = new CacheKey(name, Map.copyOf(flags));
        Map<CacheKey, CacheEntry> currentCache = cache;
        CacheEntry cached = currentCache.get(key);
        if (cached != null) {
            return cached.provider();
        }
        requireKnown(name);
        // without a lock, because this looks up an API key, perhaps in a remote service
        CacheEntry created = connect(key);
        CacheEntry existing = currentCache.putIfAbsent(key, created);
        return existing == null ? created.provider() : existing.provider();
    }

    /** Fails with {@link Failure#USAGE} and a suggestion when no provider of this name is configured. */
    public void requireKnown(String name) {
        if (!settings.has(name)) {
            throw Failure.USAGE
                    .because("Unknown provider '" + name + "'." + Suggestions.suggestion(name, names()))
                    .hint("Known: " + String.join(", ", names()) + ".");
        }
    }

    /** Empties the cache. Each provider is created again when it is next used, with its current API key. */
    public void clearCache() {
        cache = new ConcurrentHashMap<>();
    }

    private CacheEntry connect(CacheKey key) {
        SettingsReader reader = settings.reader(key.name(), key.flags());
        ProviderSettings endpoint = SettingsLoader.provider(key.name(), reader);
        return new CacheEntry(connect(endpoint, reader), endpoint);
    }

    /**
     * Creates a provider that is not cached; fails when the dialect is not known or a setting is not valid for it.
     *
     * @param reader reads the settings of the endpoint; errors say where the setting is
     */
    public Provider connect(ProviderSettings endpoint, SettingsReader reader) {
        try {
            return dialect(endpoint, reader).connect(endpoint);
        } catch (InvalidSettingException e) {
            throw e.withOrigin(reader);
        }
    }

    /** Returns the settings of the provider of this name. */
    public ProviderSettings settings(String name) {
        return settings(name, Map.of());
    }

    /** Returns the settings of the provider of this name, overridden by these flags. */
    public ProviderSettings settings(String name, Map<String, String> flags) {
        CacheEntry cached = cache.get(new CacheKey(name, Map.copyOf(flags)));
        return cached != null ? cached.settings() : settings.provider(name, flags);
    }

    private ProviderFactory dialect(ProviderSettings endpoint, SettingsReader reader) {
        List<String> known =
                dialects.stream().map(ProviderFactory::name).sorted().toList();
        return dialects.stream()
                .filter(dialect -> dialect.name().equals(endpoint.dialect()))
                .findFirst()
                .orElseThrow(() -> reader.invalid(
                                "dialect",
                                "unknown dialect '" + endpoint.dialect() + "'."
                                        + Suggestions.suggestion(endpoint.dialect(), known))
                        .hint("Known: " + String.join(", ", known) + "."));
    }
}
