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
    void a_dialect_is_rehearsed_once_however_many_targets_speak_it() {
        List<String> called = new ArrayList<>();
        CallRunner seen = runner.withObserver(
                (trial, outcome) -> called.add(outcome.target().provider()));
        Warmup warmup = new Warmup(providers, seen, simulators);

        warmup.ofDialects(targets("openai", "vllm", "ollama", "simulator", "unknown"));
        warmup.ofDialects(targets("ollama", "vllm"));

        // there is no key for openai
        assertThat(called).containsExactly("vllm");
    }

    @Test
    void a_single_call_is_rehearsed_with_its_flags() {
        List<Outcome> outcomes = new ArrayList<>();
        Warmup warmup =
                new Warmup(providers, runner.withObserver((trial, outcome) -> outcomes.add(outcome)), simulators);

        warmup.of(new Target("ollama", null, false), false, Map.of("max_retries", "5"));

        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Passed.class);
    }
}
