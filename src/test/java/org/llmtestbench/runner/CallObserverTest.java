package org.llmtestbench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.Provider;

class CallObserverTest {
    private static final Target TARGET = new Target("openai", null, false);
    private static final CompletionResponse ANSWER = new CompletionResponse(
            null, "m", null, "Yes.", "", FinishReason.STOP, null, null, null, null, List.of(), List.of());

    private final List<String> seen = new ArrayList<>();
    private final CallRunner bench = new CallRunner()
            .withObserver((trial, outcome) -> seen.add((trial.isPresent() ? "asked " : "not asked ")
                    + outcome.target().model() + " "
                    + outcome.failed().map(failed -> failed.failure().name()).orElse("passed")));

    private static Supplier<CallSpec> trial(Uni<CompletionResponse> answer) {
        Provider provider = (Provider) Proxy.newProxyInstance(
                CallObserverTest.class.getClassLoader(),
                new Class<?>[] {Provider.class},
                (self, method, args) -> answer);
        return () -> new CallSpec(
                provider, CompletionRequest.builder().model("m").user("Hi").build(), true);
    }

    private static Supplier<CallSpec> unmade() {
        return () -> {
            throw Failure.USAGE.because("no");
        };
    }

    @Test
    void each_trial_that_is_over_is_seen_once() {
        bench.run(TARGET, trial(Uni.createFrom().item(ANSWER)), CallListener.NONE);
        bench.run(TARGET, trial(Uni.createFrom().failure(Failure.TIMEOUT.because("late"))), CallListener.NONE);
        bench.run(TARGET, unmade(), CallListener.NONE);

        assertThat(seen).containsExactly("asked m passed", "asked m TIMEOUT", "not asked null USAGE");
    }

    @Test
    void so_is_one_that_holds_no_thread() {
        bench.start(TARGET, trial(Uni.createFrom().item(ANSWER)), CallListener.NONE)
                .await()
                .indefinitely();
        bench.start(TARGET, trial(Uni.createFrom().failure(Failure.TIMEOUT.because("late"))), CallListener.NONE)
                .await()
                .indefinitely();
        bench.start(TARGET, unmade(), CallListener.NONE).await().indefinitely();

        assertThat(seen).containsExactly("asked m passed", "asked m TIMEOUT", "not asked null USAGE");
    }

    @Test
    void one_that_was_given_up_has_no_outcome_to_see() {
        Assertions.assertThatThrownBy(() -> bench.run(
                        TARGET, trial(Uni.createFrom().failure(new CancellationException())), CallListener.NONE))
                .isInstanceOf(CancellationException.class);

        assertThat(seen).isEmpty();
    }
}
