package org.llmtestbench.function.lambda;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.llmtestbench.provider.Keys;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Providers;

/** Keys from a secret, read when the first is needed; the environment holds those that are not in it. */
@Singleton
class Secrets {
    private static final Logger LOG = Logger.getLogger(Secrets.class);
    /** As long as AWS's extension itself believes what it read. */
    private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();

    private final Providers providers;
    private final SecretStore store;
    private final LongSupplier nanoTime;
    private Map<String, String> known;
    private long readAt;

    @jakarta.inject.Inject
    Secrets(LambdaSettings settings, Keys keys, Providers providers) {
        this(
                settings.secretId()
                        .map(id -> new SecretStore(id, System::getenv))
                        .orElse(null),
                keys,
                providers,
                System::nanoTime);
    }

    /** @param store null for none: then keys are in the environment */
    Secrets(SecretStore store, Keys keys, Providers providers, LongSupplier nanoTime) {
        this.providers = providers;
        this.store = store;
        this.nanoTime = nanoTime;
        if (store != null) {
            keys.from(this::named);
        }
    }

    private synchronized String named(String variable) {
        String here = System.getenv(variable);
        try {
            if (known == null) {
                known = store.read();
                readAt = nanoTime.getAsLong();
            }
        } catch (ProviderException unread) {
            if (here == null) {
                throw unread;
            }
            LOG.warnf("%s The environment's %s is used.", unread.getMessage(), variable);
        }
        return known == null ? here : known.getOrDefault(variable, here);
    }

    /** Takes over keys that were changed meanwhile; asks once in five minutes, and never before one was needed. */
    synchronized void refresh() {
        if (known == null || nanoTime.getAsLong() - readAt < FRESH_NANOS) {
            return;
        }
        readAt = nanoTime.getAsLong();
        try {
            Map<String, String> now = store.read();
            if (!now.equals(known)) {
                known = now;
                providers.forget();
            }
        } catch (ProviderException unread) {
            LOG.warn(unread.getMessage() + " The keys that are known already are used.");
        }
    }

    /** Keeps nothing: the next process may be one of many. */
    synchronized void forget() {
        known = null;
        providers.forget();
    }
}
