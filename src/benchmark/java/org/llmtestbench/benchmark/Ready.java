package org.llmtestbench.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From the start of a server's process to its first answers, with the flags of the image, without its cache and with. */
final class Ready {
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable", "-XX:MaxRAMPercentage=50");
    private static final Path JAR = Path.of("target/local/llm-test-bench.jar").toAbsolutePath();
    private static final String STREAM = "{\"provider\":\"openai\",\"prompt\":\"Hello\",\"stream\":true}";

    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final Map<String, List<Start>> starts = new LinkedHashMap<>();

    /**
     * One process's.
     *
     * @param ready milliseconds until it says that it is
     * @param cpu milliseconds of it that all its threads had until then
     * @param first milliseconds that its first streamed completion takes from then on
     */
    private record Start(double ready, double cpu, double first, double residentMegabytes) {}

    Ready() {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is not there: run deploy/local first.");
        }
        List<String> ours = List.of("-jar", JAR.toString(), "serve", "--offline", "--port", "0");
        commands.put(Ours.NAME + " with its cache", with(List.of(trained()), ours));
        commands.put(Ours.NAME + " without", ours);
        commands.put("bare Vert.x without", List.of("-cp", libraries(), Hello.class.getName()));
    }

    /** They take turns. */
    void measure(int rounds, PrintStream out) {
        for (int i = 0; i < rounds; i++) {
            commands.forEach((name, command) -> starts.computeIfAbsent(name, none -> new ArrayList<>())
                    .add(start(name.startsWith(Ours.NAME), with(FLAGS, command))));
        }
        out.printf("%nA server from the start of its process, with the flags of the image%n");
        starts.forEach((name, all) -> out.printf(
                "%-30s  ready after %s ms, of CPU %s; first stream %s ms; %s MB resident%n",
                name,
                spread(all, Start::ready),
                spread(all, Start::cpu),
                spread(all, Start::first),
                spread(all, Start::residentMegabytes)));
    }

    private static Start start(boolean ours, List<String> command) {
        long begin = System.nanoTime();
        try (Served served = new Served(command, Map.of())) {
            while (served.ask(ours ? "/q/health/ready" : "/", null) != 200) {
                Thread.onSpinWait();
            }
            long ready = System.nanoTime();
            double cpu = served.cpuMillis();
            long asked = System.nanoTime();
            if (served.ask(ours ? "/v1/completions" : "/", STREAM) != 200) {
                throw new IllegalStateException(command + " does not answer.");
            }
            double first = (System.nanoTime() - asked) / 1e6;
            return new Start(
                    (ready - begin) / 1e6, cpu, first, Vitals.of(served.pid()).residentMegabytes());
        }
    }

    private static String spread(List<Start> all, ToDoubleFunction<Start> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        return "%.0f (%.0f–%.0f)".formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static List<String> with(List<String> options, List<String> command) {
        return Stream.concat(options.stream(), command.stream()).toList();
    }

    /** By the script that the image is built with. */
    private static String trained() {
        try {
            Path archive = Files.createTempDirectory("ready").resolve("archive");
            ProcessBuilder builder = new ProcessBuilder(
                            "deploy/container/train",
                            JAR.toString(),
                            archive.toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xlog:disable")
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            String uses = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("deploy/container/train failed.");
            }
            return uses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a bare server loads classes of, and not what stands on that. */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry ->
                        entry.matches(".*/((vertx-core|netty-[a-z0-9-]+|jackson-core)-\\d[^/]*\\.jar|test-classes)"))
                .collect(Collectors.joining(":"));
    }
}
