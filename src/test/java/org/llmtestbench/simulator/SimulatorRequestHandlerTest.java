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
    void a_bug_gives_an_error_in_the_format_of_openai() {
        HttpResponse<String> response = new OpenAiCaller(serve(new OpenAiRoutes(NO_MODEL))).complete("Hi");
        assertThat(response.statusCode()).isEqualTo(500);
        JsonNode error = Caller.json(response).path("error");
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        assertThat(error.path("message").asText()).startsWith("The simulator failed: java.lang.NullPointerException");
        assertThat(response.headers().firstValue("x-request-id")).contains("req_sim_1");
    }

    @Test
    void a_bug_gives_an_error_in_the_format_of_anthropic() {
        Caller caller = serve(new AnthropicRoutes(NO_MODEL), new OpenAiRoutes(NO_MODEL));
        HttpResponse<String> response = new AnthropicCaller(caller, "2023-06-01").complete("Hi");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(Caller.json(response).at("/error/type").asText()).isEqualTo("api_error");
        assertThat(Caller.json(response).path("request_id").asText()).isEqualTo("req_sim_1");
        assertThat(response.headers().firstValue("request-id")).contains("req_sim_1");
    }

    @Test
    void a_stream_that_fails_before_the_first_event_gives_a_status() {
        Caller caller = serve(new Scripted(call -> SimulatedResponse.events(
                Stream.<TimedChunk>generate(() -> bug()).iterator())));
        HttpResponse<String> response = caller.get("/");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().map()).doesNotContainKeys("cache-control", "transfer-encoding");
        assertThat(Caller.json(response).at("/error/message").asText()).contains("a bug");
    }

    @Test
    void a_stream_that_fails_later_is_closed() {
        Caller caller = serve(new Scripted(call -> SimulatedResponse.events(Stream.of(1, 2)
                .map(number -> number == 1 ? TimedChunk.now("data: 1\n\n") : bug())
                .iterator())));
        assertThatThrownBy(() -> caller.get("/")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_disconnect_during_a_request_does_not_affect_other_clients() throws IOException {
        Caller caller = serve(new OpenAiRoutes(new SimulatedModel(SimulatorConfig.instant())));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.getOutputStream()
                    .write("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(new OpenAiCaller(caller).complete("Hi").statusCode()).isEqualTo(200);
    }

    private Caller serve(ProtocolHandler... handlers) {
        SimulatorRequestHandler handler = new SimulatorRequestHandler(vertx, List.of(handlers));
        server = vertx.createHttpServer().requestHandler(handler::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return new Caller(URI.create("http://127.0.0.1:" + server.actualPort() + "/v1"));
    }

    private static TimedChunk bug() {
        throw new IllegalStateException("a bug");
    }

    /** A handler with a scripted response. */
    private record Scripted(Function<SimulatedCall, SimulatedResponse> script) implements ProtocolHandler {
        @Override
        public boolean accepts(SimulatedCall call) {
            return true;
        }

        @Override
        public SimulatedResponse handle(SimulatedCall call) {
            return script.apply(call);
        }

        @Override
        public ApiError internalError(Throwable bug) {
            return OpenAiError.internalError(bug);
        }

        @Override
        public String idHeader() {
            return "x-request-id";
        }
    }
}
