package org.llmtestbench.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whole processes that ask once: from their start to their end, without and with an archive of their classes. */
final class Start {
    /** As the others, it writes the text alone: no times are measured, so no call is rehearsed. */
    static final String PLAIN = Ours.NAME + " -o plain";

    private static final Pattern SOURCE = Pattern.compile("source: file:(\\S+\\.jar)");
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Djdk.reflect.useNativeAccessorOnly=true");
    private static final Path LOCAL = Path.of("target/local/llm-test-bench.jar").toAbsolutePath();

    private final String baseUrl;
    private final Path folder;
    private final Path own;

    Start(String baseUrl) {
        this.baseUrl = baseUrl;
        if (!Files.exists(LOCAL)) {
            throw new IllegalStateException(LOCAL + " is not there: run deploy/local first.");
        }
        try {
            this.folder = Files.createTempDirectory("start");
            this.own = ownClasses();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param archived whether each process has an archive, made by a call like it */
    Map<String, List<Sample>> processes(List<String> names, boolean archived, int rounds) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        names.forEach(name -> commands.put(name, archived ? archived(name) : command(name, List.of())));
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            commands.forEach((name, command) ->
                    samples.computeIfAbsent(name, none -> new ArrayList<>()).add(timed(command)));
        }
        return samples;
    }

    private List<String> archived(String name) {
        Path archive = folder.resolve(name.replace(' ', '-') + ".archive");
        boolean aot = Runtime.version().feature() >= 25;
        timed(command(name, List.of((aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive)));
        return command(name, List.of((aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive));
    }

    private List<String> command(String name, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(FLAGS);
        command.addAll(flags);
        if (name.startsWith(Ours.NAME)) {
            command.addAll(List.of("-jar", LOCAL.toString(), "test", "openai", "-p", "WHOLE", "--base-url", baseUrl));
            command.addAll(name.equals(PLAIN) ? List.of("-o", "plain") : List.of());
        } else {
            command.addAll(List.of("-cp", needed(name), OneCall.class.getName(), name, baseUrl));
        }
        return command;
    }

    /** Only the jars that the call loads classes of: more would cost this client what is not its own. */
    private String needed(String name) {
        String all = own + ":"
                + Stream.of(System.getProperty("java.class.path").split(":"))
                        .filter(entry -> entry.endsWith(".jar"))
                        .collect(Collectors.joining(":"));
        String log = said(List.of(java(), "-verbose:class", "-cp", all, OneCall.class.getName(), name, baseUrl));
        Matcher sources = SOURCE.matcher(log);
        return sources.results().map(found -> found.group(1)).distinct().collect(Collectors.joining(":"));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path ownClasses() throws IOException {
        Path classes = Path.of(OneCall.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path jar = folder.resolve("benchmark.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.list(classes.resolve("org/llmtestbench/benchmark"))) {
            for (Path each : found.toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return jar;
    }

    private static Sample timed(List<String> command) {
        long begin = System.nanoTime();
        said(command);
        return new Sample(1, 0, 0, (System.nanoTime() - begin) / 1e6, 0, 0, 0, 0, 0, 0, "");
    }

    private static String said(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment()
                    .keySet()
                    .removeIf(key -> key.toLowerCase(Locale.ROOT).endsWith("_proxy"));
            builder.environment().put("OPENAI_API_KEY", Client.KEY);
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
