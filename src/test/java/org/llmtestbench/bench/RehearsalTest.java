package org.llmtestbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Providers;
import org.llmtestbench.provider.simulator.StandIns;

@QuarkusTest
class RehearsalTest {
    @Inject
    Providers providers;

    @Inject
    Bench bench;

    @Inject
    StandIns standIns;

    private static List<Target> targets(String... providers) {
        return Stream.of(providers).map(name -> new Target(name, null, false)).toList();
    }

    @Test
    void a_dialect_is_rehearsed_once_however_many_targets_speak_it() {
        List<String> called = new ArrayList<>();
        Bench seen =
                bench.seenBy((trial, outcome) -> called.add(outcome.target().provider()));
        Rehearsal rehearsal = new Rehearsal(providers, seen, standIns);

        rehearsal.ofDialects(targets("openai", "vllm", "ollama", "simulator", "unknown"));
        rehearsal.ofDialects(targets("ollama", "vllm"));

        // there is no key for openai
        assertThat(called).containsExactly("vllm");
    }

    @Test
    void a_single_call_is_rehearsed_with_its_flags() {
        List<Outcome> outcomes = new ArrayList<>();
        Rehearsal rehearsal =
                new Rehearsal(providers, bench.seenBy((trial, outcome) -> outcomes.add(outcome)), standIns);

        rehearsal.of(new Target("ollama", null, false), false, Map.of("max_retries", "5"));

        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Passed.class);
    }
}
