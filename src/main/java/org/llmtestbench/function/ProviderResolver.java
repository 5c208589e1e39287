package org.llmtestbench.function;

import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.runner.Target;

/** Whom requests reach: the configured providers, or a simulator in the place of all of them. */
@Singleton
public class ProviderResolver {
    private final ProviderRegistry providers;
    private volatile Map<String, String> standIn = Map.of();

    /** Reaches these. */
    public ProviderResolver(ProviderRegistry providers) {
        this.providers = providers;
    }

    /** From now on a simulator answers for every provider; {@code flags} are the settings that lead to it. */
    public void standIn(Map<String, String> flags) {
        standIn = Map.copyOf(flags);
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
        return providers.named(name, standIn);
    }

    /** The settings of a provider that was found under this name. */
    public ProviderSettings settings(String name) {
        return providers.settings(name, standIn);
    }

    /** Who is asked, as results say it. */
    public Target target(String provider, String model) {
        return new Target(provider, model, isOffline());
    }
}
