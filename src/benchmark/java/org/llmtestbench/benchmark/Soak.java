package org.llmtestbench.benchmark;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Keeps a server busy for a long time, and looks at what it holds while nobody asks: after a warm-up of a tenth of the
 * time, in the middle and at the end. A leak is what grows from the middle to the end as well.
 */
final class Soak {
    private static final Path JAR = Path.of(System.getProperty("app"), "quarkus-run.jar");
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final Duration time;
    private final PrintStream out;

    Soak(Duration time, PrintStream out) {
        this.time = time;
        this.out = out;
    }

    void measure() {
        try (Served vendor = new Served(
                        program("simulate", "--port", "0", "--token-delay", "5ms", "--fail", "429:0.02,503:0.02"),
                        Map.of());
                Served served = new Served(program("serve", "--port", "0"), settings(vendor))) {
            out.printf(
                    "%n%d minutes of streams, hang-ups, whole answers, smoke runs and nonsense, %d at a time%n",
                    time.toMinutes(), SoakLoad.WORKERS);
            List<Vitals> held = new ArrayList<>();
            for (double share : List.of(0.1, 0.4, 0.5)) {
                SoakLoad load = new SoakLoad(served);
                load.run(Duration.ofMillis((long) (time.toMillis() * share)));
                pause();
                held.add(Vitals.collected(served.pid()));
                out.println("  " + load);
            }
            judge("MB of heap after a collection", held, Vitals::heapMegabytes, 4);
            judge("MB resident", held, Vitals::residentMegabytes, 40);
            judge("threads", held, Vitals::threads, 3);
            judge("open files", held, Vitals::files, 8);
        }
    }

    /** @param slack what chance may add */
    private void judge(String what, List<Vitals> held, ToDoubleFunction<Vitals> value, double slack) {
        double start = value.applyAsDouble(held.get(0));
        double middle = value.applyAsDouble(held.get(1));
        double end = value.applyAsDouble(held.get(2));
        out.printf(
                "%-30s %.0f, %.0f, %.0f [at most %.0f more than in the middle: %s]%n",
                what, start, middle, end, slack, end - middle <= slack ? "met" : "MISSED");
    }

    private static List<String> program(String... args) {
        List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx256m", "-jar", JAR.toString()));
        options.addAll(List.of(args));
        return options;
    }

    private static Map<String, String> settings(Served vendor) {
        return Map.of(
                "LLM_TEST_BENCH_AUTH", "none",
                "LLM_TEST_BENCH_PROVIDERS_SIMULATOR_BASE_URL", vendor.address().toString(),
                "LLM_TEST_BENCH_PROVIDERS_SIMULATOR_MAX_RETRIES", "0",
                "LLM_TEST_BENCH_MAX_CONCURRENT_PER_CALLER", "1000");
    }

    /** Connections that nobody needs any more are closed by timers. */
    private static void pause() {
        try {
            Thread.sleep(SETTLING.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
