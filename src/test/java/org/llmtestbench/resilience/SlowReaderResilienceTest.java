package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.simulator.Simulator;
import org.llmtestbench.simulator.SimulatorConfig;

/** Readers that are slower than the provider, over TLS and HTTP/2, where streams share a connection. */
@QuarkusTest
class SlowReaderResilienceTest extends Misbehaving {
    /** Some 130 kB of events, twice the window of a stream. */
    private static final int TOKENS = 700;

    @TempDir
    Path folder;

    @Inject
    Vertx vertx;

    /** Takes what one read brings, and then no more until it is released. */
    private static final class SlowReader implements CallListener {
        private final CountDownLatch held = new CountDownLatch(1);
        private Runnable goOn;
        private boolean released;

        @Override
        public synchronized boolean isWritable() {
            return released;
        }

        @Override
        public synchronized void onWritable(Runnable goOn) {
            this.goOn = goOn;
            held.countDown();
        }

        synchronized void release() {
            released = true;
            goOn.run();
        }
    }

    private Uni<CompletionResponse> call(String dialect, Simulator simulator, Path authority, CallListener listener) {
        Provider provider = providers.named(
                dialect,
                Map.of(
                        "base_url",
                        simulator.baseUrl().toString(),
                        "api_key_env",
                        "",
                        "max_retries",
                        "0",
                        "ca_file",
                        authority.toString()));
        CompletionRequest request = CompletionRequest.builder()
                .model("a-model")
                .user("Hello")
                .maxTokens(TOKENS)
                .build();
        return provider.stream(request, listener);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void slow_readers_do_not_stop_other_streams(String dialect) throws Exception {
        Path authority = Files.writeString(folder.resolve("authority.pem"), Simulator.certificate());
        try (Simulator simulator =
                Simulator.startOverTls(vertx, SimulatorConfig.instant().withTokens(TOKENS))) {
            // from now on there is a connection that all share
            CompletionResponse first = call(dialect, simulator, authority, CallListener.NONE)
                    .await()
                    .atMost(LONGEST);
            List<SlowReader> slow = new ArrayList<>();
            List<CompletableFuture<CompletionResponse>> held = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                SlowReader reader = new SlowReader();
                slow.add(reader);
                held.add(call(dialect, simulator, authority, reader).subscribeAsCompletionStage());
                assertThat(reader.held.await(LONGEST.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            for (int i = 0; i < 3; i++) {
                CompletionResponse beside = call(dialect, simulator, authority, CallListener.NONE)
                        .await()
                        .atMost(LONGEST);
                assertThat(beside.content()).isEqualTo(first.content());
                assertThat(beside.timings().connect())
                        .as("the connection is shared")
                        .isZero();
            }
            slow.forEach(SlowReader::release);
            for (CompletableFuture<CompletionResponse> one : held) {
                assertThat(one.get(LONGEST.toSeconds(), TimeUnit.SECONDS).content())
                        .isEqualTo(first.content());
            }
        }
    }
}
