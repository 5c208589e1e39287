package org.llmtestbench.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A running server of the packaged program and an HTTP client for it. Closing stops it and checks its log for tokens. */
final class ServerClient implements AutoCloseable {
    private final ServerProcess program;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An HTTP response. */
    record Response(int status, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private ServerClient(ServerProcess program) {
        this.program = program;
        this.address = URI.create(program.address());
    }

    /** Starts a server on any free port. */
    static ServerClient with(Map<String, String> environment, String... args) {
        return new ServerClient(ServerProcess.start(environment, List.of("-Dquarkus.log.level=INFO"), args));
    }

    /** Sends a completion request with these headers, given as alternating names and values. */
    Response post(String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/v1/completions"))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Response get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private Response send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Response(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return program.port();
    }

    @Override
    public void close() {
        try (program) {
            program.signal("TERM");
            program.exitCode();
            if (program.stderr().toLowerCase(Locale.ROOT).contains("planted")) {
                throw new AssertionError("The log of the server contains a token.");
            }
        }
    }
}
