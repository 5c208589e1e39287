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

/** The packaged program while it serves; closed, it is told to end, and all that it wrote is looked at for tokens. */
final class Served implements AutoCloseable {
    private final ServedProgram program;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    record Answer(int status, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private Served(ServedProgram program) {
        this.program = program;
        this.address = URI.create(program.address());
    }

    /** Runs until it is closed, at any free port. */
    static Served with(Map<String, String> environment, String... args) {
        return new Served(ServedProgram.start(environment, List.of("-Dquarkus.log.level=INFO"), args));
    }

    /** Posts a prompt with these headers, names and values in turn. */
    Answer ask(String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/v1/completions"))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer read(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
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
                throw new AssertionError("There is a token in what it wrote.");
            }
        }
    }
}
