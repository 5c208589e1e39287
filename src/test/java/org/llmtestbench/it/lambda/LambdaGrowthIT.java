package org.llmtestbench.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invocations leak no memory, threads or file descriptors. */
class LambdaGrowthIT {
    @TempDir
    Path folder;

    private record Size(long heapBytes, long threads, long files) {}

    @Test
    void a_thousand_invocations_leak_nothing() throws IOException {
        try (RuntimeApiServer runtime = new RuntimeApiServer();
                PacedProvider provider = new PacedProvider();
                FunctionProcess function = FunctionProcess.in(folder.resolve("task"), runtime)
                        .asking(provider.baseUrl())
                        .ready()) {
            invoke(runtime, provider, 100);
            Size before = size(function.pid());

            invoke(runtime, provider, 1_000);

            Size after = size(function.pid());
            assertThat(after.heapBytes()).isLessThan(before.heapBytes() + (2 << 20));
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 8);
            assertThat(after.files()).isLessThanOrEqualTo(before.files() + 8);
            assertThat(function.stderr().lines()).allMatch(line -> line.startsWith("INFO access: "));
        }
    }

    private static void invoke(RuntimeApiServer runtime, PacedProvider provider, int times) {
        for (int i = 0; i < times; i++) {
            provider.streams("Hello", " you");
            Answer answer = runtime.invoke(Events.streamedCompletion("Hi " + i));
            assertThat(answer.rest()).contains("\"content\":\"Hello you\"");
            assertThat(answer.kind()).isEqualTo("response");
        }
    }

    /** Live objects only: the class histogram runs a garbage collection first. */
    private static Size size(long pid) throws IOException {
        String histogram = jcmd(pid, "GC.class_histogram");
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        long threads = jcmd(pid, "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .count();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return new Size(Long.parseLong(total.split("\\s+")[2]), threads, files.count());
        }
    }

    private static String jcmd(long pid, String what) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid), what)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
