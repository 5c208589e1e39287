package org.llmtestbench.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What our function adds to a provider's stream: the same client asks the provider, and the function that asks it. */
final class FunctionCost {
    private final PrintStream out;
    private final String baseUrl;
    private final int rounds;

    FunctionCost(PrintStream out, String baseUrl, int rounds) {
        this.out = out;
        this.baseUrl = baseUrl;
        this.rounds = rounds;
    }

    void measure() {
        try (Fork function = Fork.function(baseUrl, "64m");
                Fork direct = Fork.client("java.net.http", baseUrl, "512m");
                Fork through = Fork.client(ThroughFunction.NAME, function.line(), "512m")) {
            direct.obey(Order.stream(Scenario.ALONE, 2000, 100));
            through.obey(Order.stream(Scenario.ALONE, 5000, 100));
            compare("Time to the first delta, 1 stream", Order.stream(Scenario.ALONE, 50, 1), direct, through);
            compare(
                    "Each delta of 500 streams of 100 tokens at once, function with -Xmx64m",
                    Order.stream(Scenario.EACH, 500, 500).spreadOver(1000),
                    direct,
                    through);
        }
    }

    private void compare(String what, Order order, Fork direct, Fork through) {
        List<Sample> without = new ArrayList<>();
        List<Sample> with = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            without.add(direct.obey(order));
            with.add(through.obey(order));
        }
        int failures = with.stream().mapToInt(Sample::failures).sum();
        out.printf("%n%s, warm: what the function adds%n", what);
        line("median", without, with, Sample::addedMillis, 2);
        line("99 of 100", without, with, Sample::addedMillisP99, Double.NaN);
        out.printf(
                "%8d    of %d streams lost anything%s%n",
                failures,
                with.size() * order.calls(),
                failures == 0
                        ? ""
                        : ": "
                                + with.stream()
                                        .map(Sample::note)
                                        .filter(note -> !note.isEmpty())
                                        .findFirst()
                                        .orElse(""));
    }

    private void line(
            String what, List<Sample> without, List<Sample> with, ToDoubleFunction<Sample> value, double goal) {
        double own = median(without, value);
        double all = median(with, value);
        String met = Double.isNaN(goal) ? "" : " [below " + goal + ": " + (all - own < goal ? "met" : "MISSED") + "]";
        out.printf("%8.2f ms %s%s  %.2f through the function, %.2f without%n", all - own, what, met, all, own);
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
