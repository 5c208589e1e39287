package org.llmtestbench.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A server in a process of its own, which says where it is on the first line of its output. */
final class Served implements AutoCloseable {
    private final Process process;
    private final URI address;

    /** @param environment beside this process's own, without its proxies and without its configuration */
    Served(List<String> options, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(new File("/dev/null"));
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy") || name.startsWith("LLM_TEST_"));
            builder.environment().put("XDG_CONFIG_HOME", "/nonexistent");
            builder.environment().putAll(environment);
            process = builder.start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null) {
                throw new IllegalStateException(
                        command + " ended with " + process.onExit().join().exitValue());
            }
            address = URI.create(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    long pid() {
        return process.pid();
    }

    double cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    URI address() {
        return address;
    }

    /** The status of an answer, which is read to its end; 0 where there was none. */
    int ask(String path, String body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.resolve(path).toURL().openConnection();
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("content-type", "application/json");
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            (status < 400 ? connection.getInputStream() : connection.getErrorStream()).readAllBytes();
            return status;
        } catch (IOException refused) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
