package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All calls to an endpoint share its limits, also with different flags. */
@QuarkusTest
class SharedLimitsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CHAT = """
            {"id":"1","model":"m","choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";
    private static final String MESSAGE = """
            {"type":"message","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn",
             "usage":{"input_tokens":1,"output_tokens":1}}""";

    @Inject
    ProviderRegistry providers;

    @Inject
    Vertx vertx;

    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger maximum = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        requests.incrementAndGet();
        maximum.accumulateAndGet(current.incrementAndGet(), Math::max);
        vertx.setTimer(10, timer -> {
            current.decrementAndGet();
            request.response()
                    .putHeader("content-type", "application/json")
                    .end(request.path().endsWith("/messages") ? MESSAGE : CHAT);
        });
    }

    private Uni<CompletionResponse> call(String dialect, boolean streamed, Map<String, String> flags) {
        return call(dialect, streamed, flags, server.actualPort());
    }

    private Uni<CompletionResponse> call(String dialect, boolean streamed, Map<String, String> extraFlags, int port) {
        Map<String, String> flags = new HashMap<>(extraFlags);
        flags.put("base_url", "http://127.0.0.1:" + port + "/v1");
        flags.put("api_key_env", "");
        CompletionRequest request = CompletionRequest.builder()
                .model("m")
                .user("Hello")
                .maxTokens(8)
                .build();
        Provider provider = providers.named(dialect, flags);
        return streamed ? provider.stream(request, delta -> {}) : provider.complete(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void calls_with_different_flags_share_the_concurrency_limit(String dialect) {
        List<Map<String, String>> flags = List.of(
                Map.of("max_concurrent", "2"),
                Map.of("max_concurrent", "2", "timeout", "5m"),
                Map.of("max_concurrent", "2", "max_retries", "0", "max_queued", "500"));
        List<Uni<CompletionResponse>> calls = IntStream.range(0, 60)
                .mapToObj(i -> call(dialect, i % 2 == 0, flags.get(i % 3)))
                .toList();
        assertThat(Uni.join().all(calls).andFailFast().await().atMost(SOON)).hasSize(60);
        assertThat(maximum.get()).isBetween(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void a_lower_limit_in_a_flag_applies_and_the_highest_limit_applies_to_all(String dialect) {
        List<Uni<CompletionResponse>> calls = IntStream.range(0, 60)
                .mapToObj(i -> call(dialect, i % 2 == 0, Map.of("max_concurrent", i % 3 == 0 ? "1" : "3")))
                .toList();
        assertThat(Uni.join().all(calls).andFailFast().await().atMost(SOON)).hasSize(60);
        assertThat(maximum.get()).isBetween(1, 3);
    }

    @ParameterizedTest
    @CsvSource({"openai, false", "openai, true", "anthropic, false", "anthropic, true"})
    void calls_with_different_flags_share_the_rate_limit(String dialect, boolean streamed) {
        Map<String, String> flags = Map.of("requests_per_minute", "6", "deadline", "8s");
        Map<String, String> otherFlags = Map.of("requests_per_minute", "6", "deadline", "8s", "max_retries", "0");
        call(dialect, streamed, flags).await().atMost(SOON);
        for (int i = 0; i < 3; i++) {
            ProviderException failure = catchThrowableOfType(
                    ProviderException.class,
                    () -> call(dialect, streamed, otherFlags).await().atMost(SOON));
            assertThat(failure.failure()).isEqualTo(Failure.RATE_LIMITED);
            assertThat(failure).hasMessageContaining("(requests_per_minute, a local limit)");
        }
        assertThat(requests.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"openai, false", "openai, true", "anthropic, false", "anthropic, true"})
    void calls_that_reach_no_server_do_not_use_up_the_rate_limit(String dialect, boolean streamed) {
        int port = server.actualPort();
        stop();
        Map<String, String> flags = Map.of("requests_per_minute", "6", "max_retries", "0");
        for (int i = 0; i < 20; i++) {
            ProviderException failure = catchThrowableOfType(
                    ProviderException.class,
                    () -> call(dialect, streamed, flags, port).await().atMost(SOON));
            assertThat(failure.failure()).isEqualTo(Failure.UNREACHABLE);
            assertThat(failure.response().orElseThrow().attempts())
                    .extracting(Attempt::waitReason)
                    .containsOnlyNulls();
        }
        start();
    }
}
