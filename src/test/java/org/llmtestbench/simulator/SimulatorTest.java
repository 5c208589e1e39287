package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

class SimulatorTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void it_listens_on_the_loopback_interface_and_has_a_base_url() {
        try (Simulator simulator = Simulator.start(vertx, SimulatorConfig.instant(), 0)) {
            assertThat(simulator.port()).isPositive();
            assertThat(simulator.baseUrl()).hasToString("http://127.0.0.1:" + simulator.port() + "/v1");
            assertThat(OpenAiCaller.of(simulator).get("/models").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_port_in_use_is_named() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertPortRejected(other.getLocalPort());
        }
    }

    @Test
    void two_simulators_do_not_share_a_port() throws IOException {
        int port = freePort();
        try (Simulator first = Simulator.start(vertx, SimulatorConfig.instant(), port)) {
            assertThat(first.port()).isEqualTo(port);
            assertPortRejected(port);
        }
    }

    @Test
    void an_invalid_port_is_named() {
        assertPortRejected(70_000);
    }

    @Test
    void close_aborts_running_calls_and_can_be_repeated() throws Exception {
        SimulatorConfig config = SimulatorConfig.instant().withDelays(Duration.ofHours(1), Duration.ZERO);
        Simulator simulator = Simulator.start(vertx, config, 0);
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(OpenAiCaller.of(simulator).request("Hi", "\"stream\":true"), BodyHandlers.ofInputStream());
        simulator.close();
        simulator.close();
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void every_response_has_its_own_request_id() {
        try (Simulator simulator = Simulator.start(vertx, SimulatorConfig.instant(), 0)) {
            OpenAiCaller caller = OpenAiCaller.of(simulator);
            List<HttpResponse<String>> answers =
                    List.of(caller.get("/models"), caller.complete("Hi"), caller.get("/nope"));
            assertThat(answers)
                    .extracting(answer ->
                            answer.headers().firstValue("x-request-id").orElse("none"))
                    .containsExactly("req_sim_1", "req_sim_2", "req_sim_3");
        }
    }

    @Test
    void two_simulators_answer_the_same_prompt_with_the_same_bytes() {
        try (Simulator one = Simulator.start(vertx, SimulatorConfig.instant(), 0);
                Simulator two = Simulator.start(vertx, SimulatorConfig.instant(), 0)) {
            assertThat(OpenAiCaller.of(one).complete("Hello").body())
                    .isEqualTo(OpenAiCaller.of(two).complete("Hello").body());
        }
    }

    @Test
    void a_whole_answer_takes_as_long_as_its_tokens() {
        SimulatorConfig slow = SimulatorConfig.instant()
                .withDelays(Duration.ofMillis(40), Duration.ofMillis(10))
                .withTokens(3);
        assertThat(timeToAnswer(slow, "\"stream\":false")).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void a_stream_takes_as_long_as_its_tokens() {
        SimulatorConfig slow = SimulatorConfig.instant()
                .withDelays(Duration.ofMillis(40), Duration.ofMillis(10))
                .withTokens(3);
        assertThat(timeToAnswer(slow, "\"stream\":true")).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void many_streams_run_concurrently() {
        SimulatorConfig config = SimulatorConfig.instant().withDelays(Duration.ofMillis(1), Duration.ofMillis(1));
        HttpClient http = HttpClient.newHttpClient();
        try (Simulator simulator = Simulator.start(vertx, config, 0)) {
            OpenAiCaller caller = OpenAiCaller.of(simulator);
            List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 200)
                    .mapToObj(i -> caller.request("Hi", "\"stream\":true"))
                    .map(request -> http.sendAsync(request, BodyHandlers.ofString()))
                    .toList();
            assertThat(calls).allSatisfy(call -> assertThat(call.join().body()).endsWith("data: [DONE]\n\n"));
        }
    }

    @Test
    void the_failure_rate_is_close_to_the_setting_and_repeatable() {
        SimulatorConfig config = SimulatorConfig.instant()
                .withFaults(FaultRates.parse("429:0.1,503:0.05"))
                .withSeed(7);
        List<Integer> first = statuses(config, 1000);
        assertThat(first).isEqualTo(statuses(config, 1000));
        assertThat(first).filteredOn(status -> status == 429).hasSizeBetween(70, 130);
        assertThat(first).filteredOn(status -> status == 503).hasSizeBetween(30, 75);
        assertThat(first.subList(0, 100)).isNotEqualTo(statuses(config.withSeed(8), 100));
    }

    @Test
    void a_simulated_rate_limit_has_a_retry_after_header() {
        HttpResponse<String> answer = failing(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(Caller.json(answer).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void simulated_failures_have_the_format_of_the_vendor() {
        assertThat(List.of(400, 401, 402, 403, 404, 429, 500, 503, 529)).allSatisfy(status -> {
            HttpResponse<String> answer = failing(status);
            assertThat(answer.statusCode()).isEqualTo(status);
            JsonNode error = Caller.json(answer).path("error");
            assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
            assertThat(error.path("message").asText()).endsWith("(simulated failure)");
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static void assertPortRejected(int port) {
        assertThatThrownBy(() -> Simulator.start(vertx, SimulatorConfig.instant(), port))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.USAGE);
                    assertThat(e).hasMessageStartingWith("Port " + port + " on 127.0.0.1 can't be used: ");
                    assertThat(e.hint()).contains("Choose another port with --port, or 0 for any free port.");
                });
    }

    private static Duration timeToAnswer(SimulatorConfig config, String field) {
        try (Simulator simulator = Simulator.start(vertx, config, 0)) {
            long start = System.nanoTime();
            assertThat(OpenAiCaller.of(simulator).complete("Hi", field).statusCode())
                    .isEqualTo(200);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static List<Integer> statuses(SimulatorConfig config, int calls) {
        try (Simulator simulator = Simulator.start(vertx, config, 0)) {
            OpenAiCaller caller = OpenAiCaller.of(simulator);
            return IntStream.range(0, calls)
                    .mapToObj(i -> caller.complete("Hi").statusCode())
                    .toList();
        }
    }

    private static HttpResponse<String> failing(int status) {
        SimulatorConfig config = SimulatorConfig.instant().withFaults(FaultRates.parse(status + ":1"));
        try (Simulator simulator = Simulator.start(vertx, config, 0)) {
            return OpenAiCaller.of(simulator).complete("Hi", "\"stream\":true");
        }
    }
}
