package org.llmtestbench.lambda;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.llmtestbench.provider.ApiKeyResolver;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderRegistry;

/** API keys from a secret, read at the first use. Keys that are not in the secret come from the environment. */
@Singleton
class CachedSecrets {
    private static final Logger LOG = Logger.getLogger(CachedSecrets.class);
    /** The time for which AWS's extension caches secrets. */
    private static final long MAX_AGE_NANOS = Duration.ofMinutes(5).toNanos();

    private final ProviderRegistry providers;
    private final SecretsManagerClient client;
    private final LongSupplier nanoTime;
    /** Not guarded by a lock, because reading the secret is a call to another process. */
    private final AtomicReference<Cached> cache = new AtomicReference<>();

    private record Cached(Map<String, String> keys, long readAt) {}

    @jakarta.inject.Inject
    CachedSecrets(LambdaSettings settings, ApiKeyResolver keys, ProviderRegistry providers) {
        this(
                settings.secretId()
                        .map(id -> new SecretsManagerClient(id, System::getenv))
                        .orElse(null),
                keys,
                providers,
                System::nanoTime);
    }

    /** @param client null if all keys are in the environment */
    CachedSecrets(SecretsManagerClient client, ApiKeyResolver keys, ProviderRegistry providers, LongSupplier nanoTime) {
        this.providers = providers;
        this.client = client;
        this.nanoTime = nanoTime;
        if (client != null) {
            keys.useSource(this::keyOf);
        }
    }

    private String keyOf(String variable) {
        String fromEnvironment = System.getenv(variable);
        try {
            return keys().getOrDefault(variable, fromEnvironment);
        } catch (ProviderException e) {
            if (fromEnvironment == null) {
                throw e;
            }
            LOG.warnf("%s The environment variable %s is used instead.", e.getMessage(), variable);
            return fromEnvironment;
        }
    }

    private Map<String, String> keys() {
        Cached current = cache.get();
        if (current == null) {
            current = new Cached(client.read(), nanoTime.getAsLong());
            cache.compareAndSet(null, current);
        }
        return current.keys();
    }

    /** Reads the secret again if it was read more than five minutes ago; does nothing if no key was needed yet. */
    void refresh() {
        Cached before = cache.get();
        if (before == null || nanoTime.getAsLong() - before.readAt() < MAX_AGE_NANOS) {
            return;
        }
        Cached renewed = new Cached(before.keys(), nanoTime.getAsLong());
        // one thread reads the secret, the others use the cached keys
        if (!cache.compareAndSet(before, renewed)) {
            return;
        }
        try {
            Map<String, String> current = client.read();
            if (!current.equals(before.keys()) && cache.compareAndSet(renewed, new Cached(current, renewed.readAt()))) {
                providers.clearCache();
            }
        } catch (ProviderException e) {
            LOG.warn(e.getMessage() + " The cached keys are used.");
        }
    }

    /** Clears all caches, because many processes may start from one snapshot. */
    void forget() {
        cache.set(null);
        providers.clearCache();
    }
}
