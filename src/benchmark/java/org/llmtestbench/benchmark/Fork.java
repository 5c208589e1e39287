package org.llmtestbench.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of ours that is spoken to by lines. */
final class Fork implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path APP = Path.of(System.getProperty("app"));

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private Fork(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            // the server is on this machine
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
            builder.environment().put(Ours.KEY_VARIABLE, Client.KEY);
            builder.environment()
                    .put("XDG_CONFIG_HOME", APP.resolve("no-configuration").toString());
            process = builder.start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Fork server() {
        return new Fork(command(System.getProperty("java.class.path"), List.of(), Loopback.class, List.of()));
    }

    /** Our function as it is packaged, which asks this server; its first line is its address. */
    static Fork function(String baseUrl, String maxHeap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(maxHeap));
        command.addAll(List.of(
                "-Dllm-test-bench.providers.openai.base_url=" + baseUrl,
                "-Dllm-test-bench.providers.openai.api_key_env=" + Ours.KEY_VARIABLE,
                "-Dllm-test-bench.auth=none",
                "-Dllm-test-bench.max_concurrent_per_caller=0",
                "-Dllm-test-bench.max_usd_per_day=1000000",
                "-Dquarkus.log.category.\"org.llmtestbench.access\".level=WARN",
                "-jar",
                APP.resolve("quarkus-run.jar").toString(),
                "serve",
                "--port",
                "0"));
        return new Fork(command);
    }

    /** A client, ready for its first order. */
    static Fork client(String name, String baseUrl, String maxHeap) {
        boolean ours = name.equals(Ours.NAME);
        Fork fork = new Fork(command(
                ours ? packaged() : System.getProperty("java.class.path"),
                flags(maxHeap),
                Subject.class,
                List.of(name, baseUrl)));
        fork.sample();
        return fork;
    }

    /** The same for every client. */
    private static List<String> flags(String maxHeap) {
        List<String> flags =
                new ArrayList<>(List.of(System.getProperty("flags", "").split(" ")));
        flags.removeIf(String::isEmpty);
        flags.add("-Xmx" + maxHeap);
        // as the program's manifest says, without which JDK 25 fails in threads that end
        flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        flags.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        return flags;
    }

    private static List<String> command(String classPath, List<String> flags, Class<?> main, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(args);
        return command;
    }

    /** The packaged program's own jars in the order its launcher looks into them, and these classes. */
    private static String packaged() {
        Path here = Path.of(Subject.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return Stream.concat(Stream.of("quarkus", "app", "lib/boot", "lib/main").flatMap(Fork::jars), Stream.of(here))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    /** In reversed order: transformed classes win over those of the libraries, and stand before the generated ones. */
    private static Stream<Path> jars(String folder) {
        try (Stream<Path> files = Files.list(APP.resolve(folder))) {
            return files
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.reverseOrder())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("The process ended.");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sample obey(Order order) {
        try {
            in.write(JSON.writeValueAsString(order) + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sample();
    }

    private Sample sample() {
        String line = line();
        while (!line.startsWith(Subject.MARK)) {
            line = line();
        }
        try {
            return JSON.readValue(line.substring(Subject.MARK.length()), Sample.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
