package org.llmtestbench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.simulator.SimulatorFactory;

@QuarkusTest
class WarmupTest {
    @Inject
    ProviderRegistry providers;

    @Inject
    CallRunner runner;

    @Inject
    SimulatorFactory simulators;

    private static List<Target> targets(String... providers) {
        return Stream.of(providers).map(name -> new Target(name, null, false)).toList();
    }

    @Test
    void each_dialect_is_warmed_up_once_for_all_its_targets() {
        List<String> called = new ArrayList<>();
        CallRunner observed = runner.withObserver(
                (call, outcome) -> called.add(outcome.target().provider()));
        Warmup warmup = new Warmup(providers, observed, simulators);

        warmup.warmUpDialects(targets("openai", "vllm", "ollama", "simulator", "unknown"));
        warmup.warmUpDialects(targets("ollama", "vllm"));

        // openai has no key; ollama speaks the same dialect as vllm
        assertThat(called).containsExactly("vllm");
    }

    @Test
    void a_warm_up_call_uses_the_flags_of_the_measured_call() {
        List<Outcome> outcomes = new ArrayList<>();
        Warmup warmup =
                new Warmup(providers, runner.withObserver((call, outcome) -> outcomes.add(outcome)), simulators);

        warmup.warmUp(new Target("ollama", null, false), false, Map.of("max_retries", "5"));

        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Passed.class);
    }
}
