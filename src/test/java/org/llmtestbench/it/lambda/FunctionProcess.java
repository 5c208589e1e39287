package org.llmtestbench.it.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The unzipped Lambda function, and the process that its {@code bootstrap} starts. */
final class FunctionProcess implements AutoCloseable {
    static final String KEY = "sk-proj-planted0123456789";

    private final Map<String, String> environment = new TreeMap<>();
    private final Path task;
    private final RuntimeApiServer runtime;
    private List<String> command = new ArrayList<>();
    private Process process;
    private ByteArrayOutputStream stdout;
    private ByteArrayOutputStream stderr;

    private FunctionProcess(Path task, RuntimeApiServer runtime) {
        this.task = task;
        this.runtime = runtime;
        command.add(task.resolve("bootstrap").toString());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", task.resolve("nobody").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LAMBDA_TASK_ROOT", task.toString());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtime.host());
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        environment.put("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        environment.put("AWS_SESSION_TOKEN", "session-token");
        environment.put("LLM_TEST_BENCH_AUTH", "platform");
        environment.put("LLM_TEST_BENCH_LAMBDA_STREAMING", "true");
        environment.put("QUARKUS_LAMBDA_HANDLER", "llm-test-bench");
    }

    /** The function, unzipped into this folder if it is empty. */
    static FunctionProcess in(Path task, RuntimeApiServer runtime) {
        if (!Files.exists(task.resolve("bootstrap"))) {
            unzip(task);
        }
        return new FunctionProcess(task, runtime);
    }

    static Path zip() {
        return Path.of(System.getProperty("function"));
    }

    private static void unzip(Path into) {
        try (FileSystem zip = FileSystems.newFileSystem(zip(), Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Path file = into.resolve(zip.getPath("/").relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entry, file);
                    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FunctionProcess env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    FunctionProcess without(String name) {
        environment.remove(name);
        return this;
    }

    /** Sets this base URL for OpenAI, and switches off retries. */
    FunctionProcess asking(String baseUrl) {
        return env("LLM_TEST_BENCH_PROVIDERS_OPENAI_BASE_URL", baseUrl)
                .env("LLM_TEST_BENCH_PROVIDERS_OPENAI_MAX_RETRIES", "0")
                .env("OPENAI_API_KEY", KEY);
    }

    /** Sets the command to run instead of {@code bootstrap}. */
    FunctionProcess command(List<String> all) {
        command = all;
        return this;
    }

    Path task() {
        return task;
    }

    FunctionProcess start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(task.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            process = builder.start();
            stdout = collect(process.getInputStream());
            stderr = collect(process.getErrorStream());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process and waits until it requests an event. */
    FunctionProcess ready() {
        start();
        runtime.awaitReady();
        return this;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("The process is still running.");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String stdout() {
        return text(stdout);
    }

    String stderr() {
        return text(stderr);
    }

    private static String text(ByteArrayOutputStream output) {
        synchronized (output) {
            return output.toString(StandardCharsets.UTF_8);
        }
    }

    private static ByteArrayOutputStream collect(InputStream stream) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader = new Thread(
                () -> {
                    byte[] chunk = new byte[8192];
                    try {
                        for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
                            synchronized (output) {
                                output.write(chunk, 0, length);
                            }
                        }
                    } catch (IOException gone) {
                        // no more output
                    }
                },
                "collects output");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
        runtime.close();
        if ((stdout() + stderr()).contains(KEY)) {
            throw new AssertionError("The output contains the API key.");
        }
    }
}
