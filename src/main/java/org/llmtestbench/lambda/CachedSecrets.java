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

/** Keys from a secret, read when the first is needed; the environment holds those that are not in it. */
@Singleton
class CachedSecrets {
    private static final Logger LOG = Logger.getLogger(CachedSecrets.class);
    /** As long as AWS's extension itself believes what it read. */
    private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();

    private final ProviderRegistry providers;
    private final SecretsManagerClient client;
    private final LongSupplier nanoTime;
    /** No lock guards them: to read them is a call to another process. */
    private final AtomicReference<Known> known = new AtomicReference<>();

    private record Known(Map<String, String> keys, long readAt) {}

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

    /** @param client null for none: then keys are in the environment */
    CachedSecrets(SecretsManagerClient client, ApiKeyResolver keys, ProviderRegistry providers, LongSupplier nanoTime) {
        this.providers = providers;
        this.client = client;
        this.nanoTime = nanoTime;
        if (client != null) {
            keys.from(this::named);
        }
    }

    private String named(String variable) {
        String here = System.getenv(variable);
        try {
            return keys().getOrDefault(variable, here);
        } catch (ProviderException unread) {
            if (here == null) {
                throw unread;
            }
            LOG.warnf("%s The environment's %s is used.", unread.getMessage(), variable);
            return here;
        }
    }

    private Map<String, String> keys() {
        Known now = known.get();
        if (now == null) {
            now = new Known(client.read(), nanoTime.getAsLong());
            known.compareAndSet(null, now);
        }
        return now.keys();
    }

    /** Takes over keys that were changed meanwhile; asks once in five minutes, and never before one was needed. */
    void refresh() {
        Known before = known.get();
        if (before == null || nanoTime.getAsLong() - before.readAt() < FRESH_NANOS) {
            return;
        }
        Known asking = new Known(before.keys(), nanoTime.getAsLong());
        // one thread asks, the others go on with the keys that are known
        if (!known.compareAndSet(before, asking)) {
            return;
        }
        try {
            Map<String, String> now = client.read();
            if (!now.equals(before.keys()) && known.compareAndSet(asking, new Known(now, asking.readAt()))) {
                providers.forget();
            }
        } catch (ProviderException unread) {
            LOG.warn(unread.getMessage() + " The keys that are known already are used.");
        }
    }

    /** Keeps nothing: the next process may be one of many. */
    void forget() {
        known.set(null);
        providers.forget();
    }
}
