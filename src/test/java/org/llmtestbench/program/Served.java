package org.llmtestbench.program;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program while it serves; closed, it is told to end, and all that it wrote is looked at for tokens. */
final class Served implements AutoCloseable {
    private static final Path EMPTY_HOME = Path.of("target", "empty-home").toAbsolutePath();

    private final Process process;
    private final Path log;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    record Answer(int status, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private Served(Map<String, String> environment, String... args) {
        try {
            Files.createDirectories(EMPTY_HOME);
            log = Files.createTempFile(Path.of("target"), "served", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dquarkus.log.level=INFO",
                    "-jar",
                    System.getProperty("program"),
                    "serve",
                    "--port",
                    "0"));
            command.addAll(List.of(args));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.environment().put("HOME", EMPTY_HOME.toString());
            builder.environment().put("PATH", System.getenv("PATH"));
            builder.environment().putAll(environment);
            process = builder.redirectInput(new File("/dev/null"))
                    .redirectError(log.toFile())
                    .start();
            BufferedReader stdout = process.inputReader(StandardCharsets.UTF_8);
            String line = stdout.readLine();
            if (line == null) {
                throw new AssertionError("It did not start: " + written());
            }
            address = URI.create(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs until it is closed, at any free port. */
    static Served with(Map<String, String> environment, String... args) {
        return new Served(environment, args);
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
        return address.getPort();
    }

    /** All that it wrote to stderr so far. */
    String written() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It did not end when it was told to.");
            }
            String written = written();
            Files.delete(log);
            if (written.toLowerCase(java.util.Locale.ROOT).contains("planted")) {
                throw new AssertionError("There is a token in what it wrote.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
