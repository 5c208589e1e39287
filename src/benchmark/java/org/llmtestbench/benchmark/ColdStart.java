package org.llmtestbench.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.llmtestbench.it.lambda.StockClient;

/** How long functions take from the start of their process until they ask for the first event, beside an empty one. */
final class ColdStart {
    private static final int ROUNDS = 11;
    private static final double GOAL = 1.2;
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private final PrintStream out;
    private final Path folder;
    private final Path zip;
    private final Path emptyZip;
    private final Path task;
    private final Path emptyTask;

    ColdStart(PrintStream out, Path target) {
        this.out = out;
        this.zip = target.resolve("lambda/function.zip");
        if (!Files.exists(zip)) {
            throw new IllegalStateException(zip + " is not there: run mvn package -Plambda -DskipTests first.");
        }
        try {
            this.folder = Files.createTempDirectory("cold-start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.emptyZip = EmptyFunction.built(folder.resolve("project"));
        this.task = unzipped(zip, folder.resolve("ours"));
        this.emptyTask = unzipped(emptyZip, folder.resolve("empty"));
        task.resolve("bootstrap").toFile().setExecutable(true);
    }

    /** Measures and prints, on each JDK. */
    void print(List<String> jdks) {
        out.printf("%nA function from exec to its first /next, median of %d (lowest–highest), in turns%n", ROUNDS);
        out.printf("zip: ours %.1f MB, empty %.1f MB%n", megabytes(zip), megabytes(emptyZip));
        jdks.forEach(this::print);
    }

    private void print(String jdk) {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            Map<String, Double> each = new LinkedHashMap<>();
            each.put("empty, AWS's client", millis(emptyTask, stock(jdk, emptyTask), jdk, false));
            each.put(
                    "ours, our loop",
                    millis(task, List.of(task.resolve("bootstrap").toString()), jdk, true));
            each.put("ours, AWS's client", millis(task, stock(jdk, task), jdk, false));
            if (round > 0) {
                // the first of each fills the caches of the disk
                each.forEach((name, took) ->
                        millis.computeIfAbsent(name, none -> new ArrayList<>()).add(took));
            }
        }
        double empty = median(millis.get("empty, AWS's client"));
        out.printf("%s%n", jdk);
        millis.forEach((name, all) -> out.printf(
                "  %-22s %5.0f ms (%.0f–%.0f)  %.2f × %s%n",
                name,
                median(all),
                all.get(0),
                all.get(all.size() - 1),
                median(all) / empty,
                name.startsWith("empty") ? "" : median(all) <= GOAL * empty ? "[goal met]" : "[goal MISSED]"));
    }

    private static double median(List<Double> values) {
        values.sort(null);
        return values.get(values.size() / 2);
    }

    private static List<String> stock(String jdk, Path task) {
        List<String> line = new ArrayList<>(List.of(Path.of(jdk, "bin", "java").toString()));
        line.addAll(FLAGS);
        line.addAll(StockClient.arguments(task));
        return line;
    }

    private double millis(Path task, List<String> command, String jdk, boolean streams) {
        try (ServerSocket runtime = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(task.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "PATH",
                            System.getenv("PATH"),
                            "HOME",
                            folder.toString(),
                            "JAVA_HOME",
                            jdk,
                            "LAMBDA_TASK_ROOT",
                            task.toString(),
                            "AWS_LAMBDA_RUNTIME_API",
                            "127.0.0.1:" + runtime.getLocalPort(),
                            "LLM_TEST_BENCH_AUTH",
                            "platform",
                            "LLM_TEST_BENCH_LAMBDA_STREAMING",
                            String.valueOf(streams)));
            runtime.setSoTimeout(60_000);
            long begin = System.nanoTime();
            Process process = builder.start();
            try (Socket connection = runtime.accept()) {
                String request = line(connection.getInputStream());
                double took = (System.nanoTime() - begin) / 1e6;
                if (!request.contains("/runtime/invocation/next")) {
                    throw new IllegalStateException(command + " said " + request);
                }
                return took;
            } finally {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command + " did not start", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString();
    }

    private static double megabytes(Path file) {
        return file.toFile().length() / 1e6;
    }

    private static Path unzipped(Path zip, Path into) {
        try (ZipFile file = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
            for (var entry : Collections.list(file.entries())) {
                Path place = into.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else {
                    Files.createDirectories(place.getParent());
                    Files.copy(file.getInputStream(entry), place);
                }
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
