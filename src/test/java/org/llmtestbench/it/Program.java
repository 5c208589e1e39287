package org.llmtestbench.it;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged program in its own process with exact arguments, environment and stdin, and returns stdout, stderr
 * and the exit code. Stdin is {@code /dev/null} unless a test sets it.
 */
final class Program {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);
    private static final Path EMPTY_HOME = Path.of("target", "empty-home").toAbsolutePath();
    private static final String SETTING = "LLM_TEST_BENCH_PROVIDERS_OPENAI_";

    private final List<String> args;
    private final Map<String, String> environment = new TreeMap<>();
    private List<String> shell = List.of();
    private List<String> jvm = List.of();
    private byte[] stdin;
    private boolean stdinStaysOpen;
    private String inputMarker;

    /** The exit code and the output of a process, decoded as UTF-8. */
    record Run(int exitCode, String stdout, String stderr) {
        List<String> stdoutLines() {
            return stdout.lines().toList();
        }

        List<String> stderrLines() {
            return stderr.lines().toList();
        }
    }

    private Program(String... args) {
        this.args = List.of(args);
        environment.put("HOME", EMPTY_HOME.toString());
        environment.put("PATH", System.getenv("PATH"));
    }

    /** The program with these arguments. */
    static Program with(String... args) {
        return new Program(args);
    }

    /** The {@code test} command with provider openai, which calls this vendor without retries. */
    static Program testCommand(Vendor vendor, String... args) {
        return testCommandAt(vendor.baseUrl(), args);
    }

    /** The same with any base URL. */
    static Program testCommandAt(String baseUrl, String... args) {
        List<String> all = new ArrayList<>(List.of("test", "openai"));
        all.addAll(Arrays.asList(args));
        return with(all.toArray(String[]::new))
                .env("OPENAI_API_KEY", Vendor.KEY)
                .setting("BASE_URL", baseUrl)
                .setting("MAX_RETRIES", "0");
    }

    Program env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Program without(String name) {
        environment.remove(name);
        return this;
    }

    /** Sets a key of {@code [providers.openai]} by its environment variable. */
    Program setting(String key, String value) {
        return env(SETTING + key, value);
    }

    Program stdin(String text) {
        return stdin(text.getBytes(StandardCharsets.UTF_8));
    }

    Program stdin(byte[] bytes) {
        stdin = bytes;
        return this;
    }

    /** Uses a pipe that is open but never written to, as some schedulers do. */
    Program stdinThatNeverEnds() {
        stdinStaysOpen = true;
        return stdin("");
    }

    /** Writes a text to stdin as soon as a marker appears on stdout, and leaves stdin open. */
    Program typing(String text, String marker) {
        stdinStaysOpen = true;
        stdin = text.getBytes(StandardCharsets.UTF_8);
        inputMarker = marker;
        return this;
    }

    /** Runs the program on a pseudo-terminal, which joins stdout and stderr; arguments must not contain spaces. */
    Program onATerminal() {
        return onATerminal("");
    }

    /** The same, with a redirection of the program's own streams such as {@code >file}. */
    Program onATerminal(String redirection) {
        assumeThat(Arrays.stream(System.getenv("PATH").split(":")))
                .as("needs util-linux's script")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "script")));
        if (stdin == null) {
            stdinThatNeverEnds();
        }
        return env("TERM", "xterm")
                .env("SHELL", "/bin/sh")
                .inShell("script --quiet --return --command \"$(printf '%s ' \"$@\")" + redirection + "\" /dev/null");
    }

    /** Runs the program inside a shell command, which contains {@code "$@"} for the program. */
    Program inShell(String command) {
        shell = List.of("sh", "-c", command, "sh");
        return this;
    }

    /** Runs the program with these JVM options. */
    Program jvm(String... options) {
        jvm = List.of(options);
        return this;
    }

    /** Runs the program to its end; after the time limit it kills the program and fails. */
    Run run() {
        try {
            Files.createDirectories(EMPTY_HOME);
            return finish(start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", System.getProperty("program")));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (stdin == null) {
            builder.redirectInput(new File("/dev/null"));
        }
        return builder.start();
    }

    private Run finish(Process process) throws IOException, InterruptedException, ExecutionException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        FutureTask<String> stdout = collect(process.getInputStream(), received);
        FutureTask<String> stderr = collect(process.getErrorStream(), new ByteArrayOutputStream());
        if (inputMarker == null) {
            feed(process.getOutputStream());
        } else {
            await(received);
            process.getOutputStream().write(stdin);
            process.getOutputStream().flush();
        }
        boolean ended = process.waitFor(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        Run run = new Run(process.waitFor(), stdout.get(), stderr.get());
        if (!ended) {
            throw new AssertionError("Still running after " + TIME_LIMIT + ", so it was killed: " + run);
        }
        requireNoKeyIn(run.stdout() + run.stderr());
        return run;
    }

    /** In every test, the output must not contain the value of an API key variable. */
    private void requireNoKeyIn(String output) {
        environment.forEach((name, value) -> {
            if (name.endsWith("_KEY") && value.length() >= 8 && output.contains(value)) {
                throw new AssertionError("The output contains the value of " + name + ".");
            }
        });
    }

    private void feed(OutputStream pipe) throws IOException {
        if (stdin == null || stdinStaysOpen) {
            return;
        }
        try (pipe) {
            pipe.write(stdin);
        } catch (IOException unread) {
            // a program that ends without reading its input breaks the pipe
        }
    }

    private void await(ByteArrayOutputStream received) throws InterruptedException {
        long end = System.nanoTime() + TIME_LIMIT.toNanos();
        synchronized (received) {
            while (!received.toString(StandardCharsets.UTF_8).contains(inputMarker) && System.nanoTime() < end) {
                received.wait(TIME_LIMIT.toMillis());
            }
        }
    }

    private static FutureTask<String> collect(InputStream stream, ByteArrayOutputStream received) {
        FutureTask<String> all = new FutureTask<>(() -> {
            byte[] piece = new byte[8192];
            for (int length = stream.read(piece); length >= 0; length = stream.read(piece)) {
                synchronized (received) {
                    received.write(piece, 0, length);
                    received.notifyAll();
                }
            }
            return received.toString(StandardCharsets.UTF_8);
        });
        Thread reader = new Thread(all, "collect-output");
        reader.setDaemon(true);
        reader.start();
        return all;
    }
}
