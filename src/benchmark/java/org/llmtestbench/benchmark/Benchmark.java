package org.llmtestbench.benchmark;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Measures everything and prints how. */
public final class Benchmark {
    private static final int ROUNDS = 9;
    private static final List<String> ALL = List.of(Ours.NAME, "langchain4j", "openai-java", "java.net.http");

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final String baseUrl;

    private Benchmark(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** @param args {@code all}, or the parts to measure, separated by commas */
    public static void main(String... args) {
        Locale.setDefault(Locale.ROOT);
        try (Fork server = Fork.server()) {
            Benchmark benchmark = new Benchmark("http://127.0.0.1:" + server.line() + "/v1");
            benchmark.method();
            Map<String, Runnable> parts = new LinkedHashMap<>();
            parts.put("decode", benchmark::decoding);
            parts.put("crowd", benchmark::crowd);
            parts.put("first-token", benchmark::firstToken);
            parts.put("whole", benchmark::wholeAnswers);
            parts.put("cold", benchmark::firstBurst);
            parts.put("guard", benchmark::guard);
            parts.put("function", benchmark::function);
            parts.put("start", benchmark::start);
            parts.put("ready", benchmark::ready);
            Set<String> all = Set.copyOf(parts.keySet());
            parts.put("lambda", benchmark::lambda);
            parts.put("soak", benchmark::soak);
            List<String> wanted = args[0].equals("all")
                    ? parts.keySet().stream().filter(all::contains).toList()
                    : List.of(args[0].split(","));
            wanted.forEach(part -> parts.get(part).run());
        }
    }

    private void method() {
        Runtime machine = Runtime.getRuntime();
        out.printf(
                """
                %d CPUs, %s %s, JDK %s. Each client runs in a process of its own, the server in another; they take turns
                in %d rounds. First the ratio of medians to the best SDK's, then everybody's median (lowest–highest).
                CPU is the process's, allocation that of all its threads. Blocking clients get a thread for each call.
                The server's time stamps and the clients' are one clock: System.nanoTime is CLOCK_MONOTONIC on Linux.
                """,
                machine.availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                ROUNDS);
    }

    private void decoding() {
        Order order = Order.stream(Scenario.DECODE, 20, 1);
        decoded("OpenAI", new Contest(baseUrl, "512m", ALL).warm(Order.stream(Scenario.DECODE, 200, 1), order, ROUNDS));
        decoded(
                "Anthropic",
                new Contest(baseUrl, "512m", List.of(Ours.NAME, "anthropic-java"))
                        .warm(
                                Order.stream(Scenario.DECODE_ANTHROPIC, 200, 1),
                                Order.stream(Scenario.DECODE_ANTHROPIC, 20, 1),
                                ROUNDS));
    }

    private void decoded(String protocol, Map<String, List<Sample>> samples) {
        new Results(out, "Decoding " + protocol + " streams of 2,000 events, one after the other, warm", samples)
                .most("events/s", "%,.0f", 1.5, Sample::piecesPerSecond)
                .least("bytes allocated per event", "%,.0f", 0.5, Sample::bytesPerPiece)
                .least("µs of CPU per event", "%.1f", 1, Sample::cpuMicrosPerPiece);
    }

    private void crowd() {
        Order order = Order.stream(Scenario.CROWD, 1000, 1000).spreadOver(2000);
        new Results(
                        out,
                        "1,000 streams of 200 tokens at once, 20 tokens/s each, in a new process with -Xmx200m",
                        new Contest(baseUrl, "200m", ALL).cold(order, 1))
                .below("failures", "%.0f", 0, Sample::failures)
                .below("MB of heap at the peak", "%.0f", 200, Sample::peakHeapMegabytes)
                .below("threads at the peak", "%.0f", 50, Sample::peakThreads)
                .least("µs of CPU per token", "%.0f", 1, Sample::cpuMicrosPerPiece);
    }

    private void firstToken() {
        Contest contest = new Contest(baseUrl, "512m", ALL);
        Order warmUp = Order.stream(Scenario.ALONE, 5000, 100);
        added("1 stream", contest.warm(warmUp, Order.stream(Scenario.ALONE, 50, 1), ROUNDS));
        added(
                "100 streams at once",
                contest.warm(warmUp, Order.stream(Scenario.TOGETHER, 300, 100).spreadOver(1000), ROUNDS));
    }

    private void added(String streams, Map<String, List<Sample>> samples) {
        new Results(out, "Time to first token beyond the server's own, " + streams + ", warm", samples)
                .below("ms, median", "%.2f", 1, Sample::addedMillis)
                .below("ms, 99 of 100 calls", "%.2f", 5, Sample::addedMillisP99);
    }

    private void wholeAnswers() {
        new Results(
                        out,
                        "Whole answers, 32 at a time, warm",
                        new Contest(baseUrl, "512m", ALL)
                                .warm(Order.complete(20_000, 32), Order.complete(4000, 32), ROUNDS))
                .most("requests/s", "%,.0f", 1.5, Sample::callsPerSecond)
                .least("µs of CPU per request", "%.0f", 1, Sample::cpuMicrosPerCall);
    }

    private void firstBurst() {
        new Results(
                        out,
                        "The first 1,000 whole answers of a process, 32 at a time",
                        new Contest(baseUrl, "512m", ALL).cold(Order.complete(1000, 32), ROUNDS))
                .most("requests/s", "%,.0f", 2, Sample::callsPerSecond)
                .least("µs of CPU per request", "%.0f", 1, Sample::cpuMicrosPerCall);
    }

    private void start() {
        Start start = new Start(baseUrl);
        List<String> names = Stream.concat(Stream.of(Start.PLAIN), ALL.stream()).toList();
        whole("without an archive of its classes", start.processes(names, false, ROUNDS));
        whole("with one", start.processes(names, true, ROUNDS));
    }

    private void lambda() {
        String jdks = System.getProperty("jdks", "");
        new ColdStart(out, Path.of(System.getProperty("app")).getParent())
                .print(List.of((jdks.isEmpty() ? System.getProperty("java.home") : jdks).split(",")));
    }

    private void whole(String how, Map<String, List<Sample>> samples) {
        new Results(out, "A process that asks once, from its start to its end, " + how, samples)
                .least("ms", "%.0f", 1, Sample::wallMillis);
    }

    private void function() {
        new FunctionCost(out, baseUrl, 5).measure();
    }

    private void ready() {
        new Ready().measure(ROUNDS, out);
    }

    private void soak() {
        new Soak(Duration.ofMinutes(Integer.getInteger("minutes", 10)), out).measure();
    }

    private void guard() {
        try (Fork fork = Fork.client(Ours.NAME, baseUrl, "512m")) {
            fork.obey(Order.complete(20_000, 32));
            fork.obey(Order.guard(50));
            double added = fork.obey(Order.guard(51)).addedMillis();
            Sample alone = fork.obey(Order.complete(5000, 1));
            double call = alone.wallMillis() / alone.calls();
            double share = added / call;
            out.printf(
                    "%nRetry, time-out and bulkhead around a call that needs none%n"
                            + "%8.2f %%  of a call to loopback [at most 1 %%: %s]  %.1f µs of %.0f µs; %.4f %% of a call of 500 ms%n",
                    share * 100, share <= 0.01 ? "met" : "MISSED", added * 1000, call * 1000, added / 5);
        }
    }
}
