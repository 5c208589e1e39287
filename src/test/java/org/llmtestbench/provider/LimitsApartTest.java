package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two endpoints of one dialect, used at the same time, have separate limits. */
@QuarkusTest
class LimitsApartTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ANSWER = """
            {"id":"1","model":"m","choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

    @Inject
    ProviderRegistry providers;

    @Inject
    Vertx vertx;

    /** A server that records its maximum number of concurrent requests. */
    private final class CountingServer implements AutoCloseable {
        private final AtomicInteger current = new AtomicInteger();
        private final AtomicInteger maximum = new AtomicInteger();
        private final HttpServer server;

        CountingServer() {
            server = vertx.createHttpServer()
                    .requestHandler(request -> {
                        maximum.accumulateAndGet(current.incrementAndGet(), Math::max);
                        vertx.setTimer(15, timer -> {
                            current.decrementAndGet();
                            request.response()
                                    .putHeader("content-type", "application/json")
                                    .end(ANSWER);
                        });
                    })
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        List<Uni<CompletionResponse>> calls(int count, Map<String, String> limits) {
            Map<String, String> flags = new HashMap<>(limits);
            flags.put("base_url", "http://127.0.0.1:" + server.actualPort() + "/v1");
            flags.put("api_key_env", "");
            CompletionRequest request =
                    CompletionRequest.builder().model("m").user("Hello").build();
            // looks the provider up for each call, as commands do: limits belong to the endpoint
            return IntStream.range(0, count)
                    .mapToObj(i -> Uni.createFrom()
                            .deferred(() -> i % 2 == 0
                                    ? providers.named("openai", flags).complete(request)
                                    : providers.named("openai", flags).stream(request, delta -> {})))
                    .toList();
        }

        @Override
        public void close() {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void each_endpoint_has_its_own_concurrency_limit() {
        try (CountingServer narrow = new CountingServer();
                CountingServer wide = new CountingServer()) {
            List<Uni<CompletionResponse>> all = new ArrayList<>();
            all.addAll(narrow.calls(40, Map.of("max_concurrent", "2")));
            all.addAll(wide.calls(40, Map.of("max_concurrent", "5")));
            List<CompletionResponse> answers =
                    Uni.join().all(all).andFailFast().await().atMost(SOON);
            assertThat(narrow.maximum.get()).isEqualTo(2);
            assertThat(wide.maximum.get()).isBetween(3, 5);
            assertThat(answers.subList(0, 40).stream()
                            .map(answer -> answer.attempts().get(0))
                            .filter(attempt -> "max-concurrent".equals(attempt.waitReason())))
                    .hasSize(38)
                    .allMatch(attempt -> !attempt.waited().isZero());
        }
    }

    @Test
    void rate_limit_waits_are_reported_separately_from_latency() {
        try (CountingServer slow = new CountingServer();
                CountingServer free = new CountingServer()) {
            List<Uni<CompletionResponse>> all = new ArrayList<>();
            all.addAll(slow.calls(5, Map.of("requests_per_minute", "2000", "max_concurrent", "1")));
            all.addAll(free.calls(5, Map.of()));
            List<CompletionResponse> answers =
                    Uni.join().all(all).andFailFast().await().atMost(SOON);
            assertThat(slow.maximum.get()).isEqualTo(1);
            assertThat(answers.subList(5, 10).stream()
                            .map(answer -> answer.attempts().get(0).waitReason()))
                    .containsOnlyNulls();
            CompletionResponse last = answers.get(4);
            assertThat(last.timings().waited()).isPositive();
            assertThat(last.attempts().get(0).waited()).isEqualTo(last.timings().waited());
        }
    }
}
