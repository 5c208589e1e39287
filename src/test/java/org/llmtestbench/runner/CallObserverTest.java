package org.llmtestbench.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
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

    private final List<String> observed = new ArrayList<>();
    private final CallRunner runner = new CallRunner()
            .withObserver((call, outcome) -> observed.add((call.isPresent() ? "sent " : "not sent ")
                    + outcome.target().model() + " "
                    + outcome.failed().map(failed -> failed.failure().name()).orElse("passed")));

    private static Supplier<CallSpec> spec(Uni<CompletionResponse> answer) {
        Provider provider = (Provider) Proxy.newProxyInstance(
                CallObserverTest.class.getClassLoader(),
                new Class<?>[] {Provider.class},
                (proxy, method, args) -> answer);
        return () -> new CallSpec(
                provider, CompletionRequest.builder().model("m").user("Hi").build(), true);
    }

    private static Supplier<CallSpec> specThatFails() {
        return () -> {
            throw Failure.USAGE.because("no");
        };
    }

    @Test
    void each_completed_call_is_observed_once() {
        runner.run(TARGET, spec(Uni.createFrom().item(ANSWER)), CallListener.NONE);
        runner.run(TARGET, spec(Uni.createFrom().failure(Failure.TIMEOUT.because("late"))), CallListener.NONE);
        runner.run(TARGET, specThatFails(), CallListener.NONE);

        assertThat(observed).containsExactly("sent m passed", "sent m TIMEOUT", "not sent null USAGE");
    }

    @Test
    void each_completed_non_blocking_call_is_observed_once() {
        runner.start(TARGET, spec(Uni.createFrom().item(ANSWER)), CallListener.NONE)
                .await()
                .indefinitely();
        runner.start(TARGET, spec(Uni.createFrom().failure(Failure.TIMEOUT.because("late"))), CallListener.NONE)
                .await()
                .indefinitely();
        runner.start(TARGET, specThatFails(), CallListener.NONE).await().indefinitely();

        assertThat(observed).containsExactly("sent m passed", "sent m TIMEOUT", "not sent null USAGE");
    }

    @Test
    void a_cancelled_call_is_not_observed() {
        assertThatThrownBy(() -> runner.run(
                        TARGET, spec(Uni.createFrom().failure(new CancellationException())), CallListener.NONE))
                .isInstanceOf(CancellationException.class);

        assertThat(observed).isEmpty();
    }
}
