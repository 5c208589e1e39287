package org.llmtestbench.function;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llmtestbench.bench.Target;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.Providers;

/** Whom requests reach: the configured providers, or a simulator in the place of all of them. */
@Singleton
public class Endpoints {
    private final Providers providers;
    // finding a name among all properties takes longer than all the rest of a request
    private final Map<String, Provider> asked = new ConcurrentHashMap<>();
    private final Map<String, ProviderSettings> settings = new ConcurrentHashMap<>();
    private volatile Map<String, String> standIn = Map.of();

    /** Reaches these. */
    public Endpoints(Providers providers) {
        this.providers = providers;
    }

    /** From now on a simulator answers for every provider; {@code flags} are the settings that lead to it. */
    public void standIn(Map<String, String> flags) {
        standIn = Map.copyOf(flags);
        asked.clear();
        settings.clear();
    }

    /** Whether a simulator answers for all. */
    public boolean isOffline() {
        return !standIn.isEmpty();
    }

    /** The settings that lead to the simulator; empty without one. */
    public Map<String, String> flags() {
        return standIn;
    }

    /** The provider of this name; fails with {@code USAGE} and the nearest name when there is none. */
    public Provider named(String name) {
        return asked.computeIfAbsent(name, unknown -> providers.named(unknown, standIn));
    }

    /** The settings of a provider that was found under this name. */
    public ProviderSettings settings(String name) {
        return settings.computeIfAbsent(name, unread -> providers.settings(unread, standIn));
    }

    /** Who is asked, as results say it. */
    public Target target(String provider, String model) {
        return new Target(provider, model, isOffline());
    }
}
