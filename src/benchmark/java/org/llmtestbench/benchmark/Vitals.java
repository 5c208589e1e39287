package org.llmtestbench.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What another Java process holds, as Linux and its own JVM say.
 *
 * @param heapMegabytes after a full collection; 0 where none was asked for
 */
record Vitals(double heapMegabytes, double residentMegabytes, int threads, int files) {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static Vitals of(long pid) {
        return new Vitals(0, number(pid, "VmRSS") / 1024.0, number(pid, "Threads"), open(pid));
    }

    static Vitals collected(long pid) {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        double heap = used.results()
                .filter(found -> !found.group().isEmpty())
                .limit(2)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        Vitals now = of(pid);
        return new Vitals(heap / 1024, now.residentMegabytes, now.threads, now.files);
    }

    private static int number(long pid, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int open(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jcmd(long pid, String... command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(jcmd.toString(), "" + pid), Stream.of(command))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
