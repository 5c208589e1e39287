package org.llmtestbench.runner;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.simulator.SimulatorFactory;
import org.llmtestbench.simulator.SimulatorSession;

/**
 * Makes warm-up calls to a simulator before the measured calls. The first call of a process loads and compiles classes,
 * which takes longer than the first token of many providers and would be measured as their latency.
 */
@Singleton
public class Warmup {
    private final ProviderRegistry providers;
    private final CallRunner runner;
    private final SimulatorFactory simulators;
    /** Kinds of streamed calls that {@link #warmUpDialects} has made: the dialect, with or without TLS. */
    private final Set<String> warmedUp = ConcurrentHashMap.newKeySet();

    Warmup(ProviderRegistry providers, CallRunner runner, SimulatorFactory simulators) {
        this.providers = providers;
        this.runner = runner;
        this.simulators = simulators;
    }

    /**
     * Makes a warm-up call like the measured call, if the provider has a key. Ignores its outcome.
     *
     * @param flags the flags of the measured call
     */
    public void warmUp(Target target, boolean stream, Map<String, String> flags) {
        try {
            if (providers.named(target.provider(), flags).hasKey()) {
                callSimulator(target, stream, flags);
            }
        } catch (ProviderException unusable) {
            // the measured call reports it
        }
    }

    /**
     * Makes a streamed warm-up call for each dialect of these targets, with or without TLS like the target. Makes each
     * kind once per process. Skips targets without a key.
     */
    public void warmUpDialects(Collection<Target> targets) {
        for (Target target : targets) {
            try {
                ProviderSettings endpoint = providers.settings(target.provider());
                String kind = endpoint.dialect() + (endpoint.usesTls() ? " over TLS" : "");
                if (!warmedUp.contains(kind)
                        && providers.named(target.provider(), Map.of()).hasKey()
                        && warmedUp.add(kind)) {
                    callSimulator(target, true, Map.of());
                }
            } catch (ProviderException unusable) {
                // the measured call reports it
            }
        }
    }

    /** Makes a streamed and a whole warm-up call for each dialect of the configured providers, also without keys. */
    public void warmUpAllDialects() {
        Set<String> seen = new HashSet<>();
        for (String name : providers.names()) {
            try {
                if (seen.add(providers.settings(name).dialect())) {
                    Target target = new Target(name, null, true);
                    callSimulator(target, true, Map.of());
                    callSimulator(target, false, Map.of());
                }
            } catch (ProviderException unusable) {
                // a call to this provider reports it
            }
        }
    }

    private void callSimulator(Target target, boolean stream, Map<String, String> flags) {
        try (SimulatorSession simulator = simulators.of(providers.settings(target.provider(), flags))) {
            runner.run(target, () -> spec(target, stream, flags, simulator), CallListener.NONE);
        }
    }

    private CallSpec spec(Target target, boolean stream, Map<String, String> flags, SimulatorSession simulator) {
        Map<String, String> simulatorFlags = new HashMap<>(flags);
        simulatorFlags.putAll(simulator.flags());
        // without retries and rate limits, which would delay the measured call
        simulatorFlags.putAll(
                Map.of("max_retries", "0", "timeout", "10s", "requests_per_minute", "0", "tokens_per_minute", "0"));
        Provider provider = providers.named(target.provider(), simulatorFlags);
        return new CallSpec(
                provider,
                CompletionRequest.builder().model("warm-up").user("Hello").build(),
                stream);
    }
}
