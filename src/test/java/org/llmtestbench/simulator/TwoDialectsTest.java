package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoDialectsTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "Grüß Gott 世界 👋", "a much longer prompt that says more than it has to"})
    void the_same_prompt_gives_the_same_text_and_counts(String prompt) {
        try (Simulator simulator =
                Simulator.start(vertx, SimulatorConfig.instant().withTokens(50), 0)) {
            HttpResponse<String> openAi = OpenAiCaller.of(simulator).complete(prompt);
            HttpResponse<String> anthropic = AnthropicCaller.of(simulator).complete(prompt);
            assertThat(AnthropicCaller.text(anthropic)).isEqualTo(OpenAiCaller.text(openAi));
            assertThat(Caller.json(anthropic).at("/usage/input_tokens"))
                    .isEqualTo(Caller.json(openAi).at("/usage/prompt_tokens"));
            assertThat(Caller.json(anthropic).at("/usage/output_tokens"))
                    .isEqualTo(Caller.json(openAi).at("/usage/completion_tokens"));
        }
    }

    @Test
    void the_version_header_selects_the_dialect_on_shared_paths() {
        try (Simulator simulator = Simulator.start(vertx, SimulatorConfig.instant(), 0)) {
            for (String path : List.of("/models", "/models/x", "/models/missing", "/nope")) {
                assertThat(Caller.json(OpenAiCaller.of(simulator).get(path)).has("type"))
                        .isFalse();
            }
            AnthropicCaller anthropic = AnthropicCaller.of(simulator);
            assertThat(Caller.json(anthropic.get("/models")).has("first_id")).isTrue();
            for (String path : List.of("/models/x", "/models/missing", "/nope")) {
                assertThat(Caller.json(anthropic.get(path)).has("type")).isTrue();
            }
        }
    }

    @Test
    void all_calls_share_one_numbering_and_each_dialect_has_its_own_header() {
        try (Simulator simulator = Simulator.start(vertx, SimulatorConfig.instant(), 0)) {
            HttpResponse<String> first = OpenAiCaller.of(simulator).complete("Hi");
            HttpResponse<String> second = AnthropicCaller.of(simulator).complete("Hi");
            HttpResponse<String> third = AnthropicCaller.of(simulator).get("/nope");
            assertThat(first.headers().firstValue("x-request-id")).contains("req_sim_1");
            assertThat(first.headers().firstValue("request-id")).isEmpty();
            assertThat(List.of(second, third))
                    .extracting(response ->
                            response.headers().firstValue("request-id").orElse("none"))
                    .containsExactly("req_sim_2", "req_sim_3");
            assertThat(second.headers().firstValue("x-request-id")).isEmpty();
        }
    }

    @Test
    void all_dialects_share_one_sequence_of_failures() {
        SimulatorConfig config = SimulatorConfig.instant()
                .withFaults(FaultRates.parse("503:0.5"))
                .withSeed(3);
        List<Integer> openAi = statuses(config, 100, 101);
        assertThat(openAi).contains(200, 503);
        assertThat(statuses(config, 100, 2)).isEqualTo(openAi);
        assertThat(statuses(config, 100, 1)).isEqualTo(openAi);
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error",
        "401,authentication_error",
        "402,billing_error",
        "403,permission_error",
        "404,not_found_error",
        "409,conflict_error",
        "413,request_too_large",
        "429,rate_limit_error",
        "500,api_error",
        "503,api_error",
        "504,timeout_error",
        "529,overloaded_error"
    })
    void simulated_failures_have_the_format_of_anthropic(int status, String type) {
        SimulatorConfig config = SimulatorConfig.instant().withFaults(FaultRates.parse(status + ":1"));
        try (Simulator simulator = Simulator.start(vertx, config, 0)) {
            AnthropicCaller caller = AnthropicCaller.of(simulator);
            HttpResponse<String> answer = caller.complete("Hi", "\"stream\":true");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(Caller.json(answer).at("/error/type").asText()).isEqualTo(type);
            assertThat(Caller.json(answer).at("/error/message").asText()).endsWith("(simulated failure)");
            assertThat(Caller.json(answer).path("request_id").asText()).isEqualTo("req_sim_1");
            assertThat(answer.headers().firstValue("retry-after").orElse("none"))
                    .isEqualTo(status == 429 ? "1" : "none");
            assertThat(caller.count(Caller.body("Hi")).statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stream\":true", "\"stream\":false"})
    void an_answer_takes_as_long_as_its_tokens(String field) {
        SimulatorConfig slow = SimulatorConfig.instant()
                .withDelays(Duration.ofMillis(40), Duration.ofMillis(10))
                .withTokens(3);
        try (Simulator simulator = Simulator.start(vertx, slow, 0)) {
            long start = System.nanoTime();
            assertThat(AnthropicCaller.of(simulator).complete("Hi", field).statusCode())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
    }

    /** Every n-th call uses the Anthropic dialect, the others the OpenAI dialect. */
    private static List<Integer> statuses(SimulatorConfig config, int calls, int nth) {
        try (Simulator simulator = Simulator.start(vertx, config, 0)) {
            OpenAiCaller openAi = OpenAiCaller.of(simulator);
            AnthropicCaller anthropic = AnthropicCaller.of(simulator);
            return IntStream.rangeClosed(1, calls)
                    .mapToObj(i -> (i % nth == 0 ? anthropic.complete("Hi") : openAi.complete("Hi")).statusCode())
                    .toList();
        }
    }
}
