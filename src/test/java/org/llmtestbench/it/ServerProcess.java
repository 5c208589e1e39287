package org.llmtestbench.it;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the packaged program as a server in its own process. */
final class ServerProcess implements AutoCloseable {
    private static final Path HOME = Path.of("target", "empty-home").toAbsolutePath();
    private static final long START_SECONDS = 60;
    private static final long EXIT_SECONDS = 30;

    private final Process process;
    private final List<String> stderr = Collections.synchronizedList(new ArrayList<>());
    private final URI address;
    private final Thread collector;

    private ServerProcess(Process process) {
        this.process = process;
        collector = new Thread(
                () -> new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))
                        .lines()
                        .forEach(stderr::add),
                "collect-stderr");
        collector.setDaemon(true);
        collector.start();
        // a server on all interfaces is reachable on loopback too
        address = URI.create(firstLine().replace("0.0.0.0", "127.0.0.1"));
    }

    private String firstLine() {
        BufferedReader stdout =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            return CompletableFuture.supplyAsync(
                            () -> stdout.lines().findFirst().orElseThrow())
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new AssertionError("The server did not start: " + stderr(), e);
        }
    }

    /**
     * Starts the command {@code serve} on any free port and waits until it prints its address.
     *
     * @param jvm JVM options
     */
    static ServerProcess start(Map<String, String> environment, List<String> jvm, String... args) {
        List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
        all.addAll(List.of(args));
        return started(environment, jvm, all);
    }

    /** Starts the program with exactly these arguments and waits until it prints its address. */
    static ServerProcess started(Map<String, String> environment, List<String> jvm, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", System.getProperty("program")));
        command.addAll(args);
        try {
            Files.createDirectories(HOME);
            ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
            builder.environment().clear();
            builder.environment().putAll(new TreeMap<>(Map.of("HOME", HOME.toString(), "PATH", System.getenv("PATH"))));
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a provider {@code vendor} with this base URL and without a key. */
    static Map<String, String> vendorSettings(String baseUrl) {
        String prefix = "LLM_TEST_BENCH_PROVIDERS_VENDOR_";
        return new TreeMap<>(Map.of(
                "LLM_TEST_BENCH_AUTH",
                "none",
                prefix + "BASE_URL",
                baseUrl,
                prefix + "API_KEY_ENV",
                "",
                prefix + "DEFAULT_MODEL",
                "a-model",
                prefix + "MAX_RETRIES",
                "0"));
    }

    int port() {
        return address.getPort();
    }

    String address() {
        return address.toString();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends the process a signal such as {@code TERM}. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the process ends by itself, and returns its exit code. */
    int exitCode() {
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Still running; stderr: " + stderr);
            }
            collector.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The output on stderr so far. */
    String stderr() {
        synchronized (stderr) {
            return String.join("\n", stderr);
        }
    }

    /** Kills the process. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
