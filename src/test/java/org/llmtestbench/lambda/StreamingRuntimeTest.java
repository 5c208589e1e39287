package org.llmtestbench.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.function.RequestLifetime;
import org.llmtestbench.function.Response;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Received;
import org.llmtestbench.resilience.Reply;

class StreamingRuntimeTest {
    private static final String RUNTIME = "/2018-06-01/runtime/invocation/";

    private static Response streamed() {
        return new Response.Streamed(
                200,
                Map.of("content-type", "text/event-stream"),
                Multi.createFrom().item("Hello".getBytes(StandardCharsets.UTF_8)));
    }

    /** The second connection, which would send the response, is refused. */
    private static LambdaRuntimeClient.Connector refusingSecondConnection(MisbehavingServer server) {
        AtomicInteger connections = new AtomicInteger();
        return () -> {
            if (connections.incrementAndGet() == 2) {
                throw new ConnectException("Connection refused");
            }
            return SocketHttpClient.to("127.0.0.1:" + server.port(), 0);
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_response_that_can_not_be_sent_is_an_error_of_the_invocation(boolean streams) throws IOException {
        Reply event = Reply.json(200, "{}")
                .header("lambda-runtime-aws-request-id", "one")
                .header("lambda-runtime-deadline-ms", "60000");
        try (MisbehavingServer server = new MisbehavingServer(event, Reply.status(202))) {
            LambdaRuntimeClient client = new LambdaRuntimeClient(refusingSecondConnection(server), () -> 0);
            new StreamingRuntime(
                            client,
                            streams,
                            invocation -> new InvocationResponse.Http(
                                    streamed(), true, Duration.ofMinutes(1), new RequestLifetime()))
                    .handleNext();

            assertThat(server.requests())
                    .extracting(Received::path)
                    .containsExactly(RUNTIME + "next", RUNTIME + "one/error");
            assertThat(server.requests().get(1).body())
                    .isEqualTo("{\"errorMessage\":\"Connection refused\",\"errorType\":\"Function.ConnectException\","
                            + "\"stackTrace\":[]}");
        }
    }
}
