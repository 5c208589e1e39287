package org.llmtestbench.function;

import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.runner.Target;

/** Resolves the providers of requests: the configured ones, or a simulator that replaces all of them. */
@Singleton
public class ProviderResolver {
    private final ProviderRegistry providers;
    private volatile Map<String, String> simulatorFlags = Map.of();

    /** Resolves these providers until {@link #useSimulator} is called. */
    public ProviderResolver(ProviderRegistry providers) {
        this.providers = providers;
    }

    /** Sends all further requests to a simulator; {@code flags} are the settings that lead to it. */
    public void useSimulator(Map<String, String> flags) {
        simulatorFlags = Map.copyOf(flags);
    }

    /** Whether a simulator replaces all providers. */
    public boolean isOffline() {
        return !simulatorFlags.isEmpty();
    }

    /** The settings that lead to the simulator; empty if none is used. */
    public Map<String, String> flags() {
        return simulatorFlags;
    }

    /** The provider with this name; fails with {@code USAGE} and a suggestion if there is none. */
    public Provider named(String name) {
        return providers.named(name, simulatorFlags);
    }

    /** The settings of the provider with this name. */
    public ProviderSettings settings(String name) {
        return providers.settings(name, simulatorFlags);
    }

    /** The target for the results of a call. */
    public Target target(String provider, String model) {
        return new Target(provider, model, isOffline());
    }
}
