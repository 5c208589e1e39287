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
 * A call to the simulator just before the measured one, made in the same way. What a process loads and compiles at its
 * first call takes longer than many a provider's first token, and would be reported as its latency.
 */
@Singleton
public class Warmup {
    private final ProviderRegistry providers;
    private final CallRunner runner;
    private final SimulatorFactory simulators;
    /** The kinds of streamed calls that were made for suites: the dialect, and whether over TLS. */
    private final Set<String> warm = ConcurrentHashMap.newKeySet();

    Warmup(ProviderRegistry providers, CallRunner runner, SimulatorFactory simulators) {
        this.providers = providers;
        this.runner = runner;
        this.simulators = simulators;
    }

    /**
     * Makes the call; what becomes of it does not matter.
     *
     * @param flags those of the measured call
     */
    public void of(Target target, boolean stream, Map<String, String> flags) {
        try {
            if (providers.named(target.provider(), flags).hasKey()) {
                rehearse(target, stream, flags);
            }
        } catch (ProviderException unusable) {
            // the measured call says so
        }
    }

    /**
     * Makes a streamed call for each dialect of these targets, with and without TLS as they use it; each once per process.
     * Targets without a key are left out.
     */
    public void ofDialects(Collection<Target> targets) {
        for (Target target : targets) {
            try {
                ProviderSettings endpoint = providers.settings(target.provider());
                String kind = endpoint.dialect() + (endpoint.usesTls() ? " over TLS" : "");
                if (!warm.contains(kind)
                        && providers.named(target.provider(), Map.of()).hasKey()
                        && warm.add(kind)) {
                    rehearse(target, true, Map.of());
                }
            } catch (ProviderException unusable) {
                // the measured call reports it
            }
        }
    }

    /** Makes a call of both kinds in each dialect that a provider speaks, whether its key is there or not. */
    public void ofDialects() {
        Set<String> seen = new HashSet<>();
        for (String name : providers.names()) {
            try {
                if (seen.add(providers.settings(name).dialect())) {
                    Target target = new Target(name, null, true);
                    rehearse(target, true, Map.of());
                    rehearse(target, false, Map.of());
                }
            } catch (ProviderException unusable) {
                // whoever asks it is told
            }
        }
    }

    private void rehearse(Target target, boolean stream, Map<String, String> flags) {
        try (SimulatorSession simulator = simulators.of(providers.settings(target.provider(), flags))) {
            runner.run(target, () -> trial(target, stream, flags, simulator), CallListener.NONE);
        }
    }

    private CallSpec trial(Target target, boolean stream, Map<String, String> flags, SimulatorSession simulator) {
        Map<String, String> all = new HashMap<>(flags);
        all.putAll(simulator.flags());
        // nothing may hold it up
        all.putAll(Map.of("max_retries", "0", "timeout", "10s", "requests_per_minute", "0", "tokens_per_minute", "0"));
        Provider provider = providers.named(target.provider(), all);
        return new CallSpec(
                provider,
                CompletionRequest.builder().model("rehearsal").user("Hello").build(),
                stream);
    }
}
