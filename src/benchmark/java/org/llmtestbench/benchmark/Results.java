package org.llmtestbench.benchmark;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Prints what a contest came to: the ratio to the best of the SDKs first, then everybody's median and spread. */
final class Results {
    private static final List<String> SDKS = List.of("langchain4j", "openai-java", "anthropic-java");

    private final PrintStream out;
    private final Map<String, List<Sample>> samples;

    Results(PrintStream out, String title, Map<String, List<Sample>> samples) {
        this.out = out;
        this.samples = samples;
        out.printf("%n%s%n", title);
        samples.forEach((name, all) -> all.stream()
                .filter(sample -> sample.failures() > 0)
                .forEach(sample -> out.printf(
                        "%12s  %s: %d of %d calls failed: %s%n",
                        "", name, sample.failures(), sample.calls(), sample.note())));
    }

    /** The more the better: the goal is at least so many times as much as the best SDK. */
    Results most(String what, String format, double goal, ToDoubleFunction<Sample> value) {
        double best = sdks(value, Comparator.reverseOrder());
        double ratio = median(Ours.NAME, value) / best;
        return line(ratio, ratio >= goal, "at least " + goal, what, format, value);
    }

    /** The less the better: the goal is at most such a part of the best SDK's. */
    Results least(String what, String format, double goal, ToDoubleFunction<Sample> value) {
        double ratio = median(Ours.NAME, value) / sdks(value, Comparator.naturalOrder());
        return line(ratio, ratio <= goal, "at most " + goal, what, format, value);
    }

    /** The goal is a number of its own; the ratio is to the best SDK still. */
    Results below(String what, String format, double limit, ToDoubleFunction<Sample> value) {
        double ratio = median(Ours.NAME, value) / sdks(value, Comparator.naturalOrder());
        return line(ratio, median(Ours.NAME, value) <= limit, "at most " + limit + " itself", what, format, value);
    }

    double median(String name, ToDoubleFunction<Sample> value) {
        double[] sorted = sorted(name, value);
        return sorted[sorted.length / 2];
    }

    private double sdks(ToDoubleFunction<Sample> value, Comparator<Double> order) {
        return samples.keySet().stream()
                .filter(SDKS::contains)
                .map(name -> median(name, value))
                .min(order)
                .orElse(Double.NaN);
    }

    private Results line(
            double ratio, boolean met, String goal, String what, String format, ToDoubleFunction<Sample> value) {
        String all = samples.keySet().stream()
                .map(name -> {
                    double[] sorted = sorted(name, value);
                    String spread = sorted.length == 1
                            ? ""
                            : String.format(" (" + format + "–" + format + ")", sorted[0], sorted[sorted.length - 1]);
                    return name + " " + String.format(format, median(name, value)) + spread;
                })
                .collect(Collectors.joining(" · "));
        out.printf("%8.2f ×  %s [%s: %s]  %s%n", ratio, what, goal, met ? "met" : "MISSED", all);
        return this;
    }

    private double[] sorted(String name, ToDoubleFunction<Sample> value) {
        return samples.get(name).stream().mapToDouble(value).sorted().toArray();
    }
}
