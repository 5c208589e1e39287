package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorRequestHandlerTest {
    private static final SimulatedModel NO_MODEL = null;

    private static Vertx vertx;

    private HttpServer server;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_bug_is_answered_in_the_shape_of_openai() {
        HttpResponse<String> answer = new OpenAiCaller(over(new OpenAiRoutes(NO_MODEL))).ask("Hi");
        assertThat(answer.statusCode()).isEqualTo(500);
        JsonNode error = Caller.json(answer).path("error");
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        assertThat(error.path("message").asText()).startsWith("The simulator failed: java.lang.NullPointerException");
        assertThat(answer.headers().firstValue("x-request-id")).contains("req_sim_1");
    }

    @Test
    void a_bug_is_answered_in_the_shape_of_anthropic() {
        Caller caller = over(new AnthropicRoutes(NO_MODEL), new OpenAiRoutes(NO_MODEL));
        HttpResponse<String> answer = new AnthropicCaller(caller, "2023-06-01").ask("Hi");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Caller.json(answer).at("/error/type").asText()).isEqualTo("api_error");
        assertThat(Caller.json(answer).path("request_id").asText()).isEqualTo("req_sim_1");
        assertThat(answer.headers().firstValue("request-id")).contains("req_sim_1");
    }

    @Test
    void a_stream_that_does_not_begin_is_a_failure_with_a_status() {
        Caller caller = over(new Scripted(call -> SimulatedResponse.events(
                Stream.<TimedChunk>generate(() -> bug()).iterator())));
        HttpResponse<String> answer = caller.get("/");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().map()).doesNotContainKeys("cache-control", "transfer-encoding");
        assertThat(Caller.json(answer).at("/error/message").asText()).contains("a bug");
    }

    @Test
    void a_stream_that_breaks_later_is_cut() {
        Caller caller = over(new Scripted(call -> SimulatedResponse.events(Stream.of(1, 2)
                .map(piece -> piece == 1 ? TimedChunk.now("data: 1\n\n") : bug())
                .iterator())));
        assertThatThrownBy(() -> caller.get("/")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_client_that_hangs_up_in_the_middle_of_its_request_disturbs_nobody() throws IOException {
        Caller caller = over(new OpenAiRoutes(new SimulatedModel(SimulatorConfig.instant())));
        try (Socket hasty = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            hasty.getOutputStream()
                    .write("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(new OpenAiCaller(caller).ask("Hi").statusCode()).isEqualTo(200);
    }

    private Caller over(ProtocolHandler... dialects) {
        SimulatorRequestHandler handler = new SimulatorRequestHandler(vertx, List.of(dialects));
        server = vertx.createHttpServer().requestHandler(handler::take);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return new Caller(URI.create("http://127.0.0.1:" + server.actualPort() + "/v1"));
    }

    private static TimedChunk bug() {
        throw new IllegalStateException("a bug");
    }

    /** A dialect whose every answer is decided here. */
    private record Scripted(Function<SimulatedCall, SimulatedResponse> script) implements ProtocolHandler {
        @Override
        public boolean understand(SimulatedCall call) {
            return true;
        }

        @Override
        public SimulatedResponse answer(SimulatedCall call) {
            return script.apply(call);
        }

        @Override
        public ApiError broken(Throwable bug) {
            return OpenAiError.broken(bug);
        }

        @Override
        public String idHeader() {
            return "x-request-id";
        }
    }
}
