package org.llmtestbench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.MetricSamples;

/** Draws the times of a case's runs on one line, with a mark for each run. */
final class LatencyStrip {
    private static final int WIDTH = 216;
    private static final int MARGIN = 5;

    private LatencyStrip() {}

    /** @param scale time at the right end, in milliseconds */
    static void write(UncheckedWriter writer, CaseRecord result, double scale) {
        String label = label("first token", result.ttftMs()) + label("total", result.totalMs());
        writer.write("<svg class=\"strip\" width=\"" + WIDTH + "\" height=\"14\" viewBox=\"0 0 " + WIDTH);
        writer.write(" 14\" role=\"img\" aria-label=\"", label, "\"><title>", label, "</title>");
        writer.write("<line class=\"track\" x1=\"" + MARGIN + "\" x2=\"" + (WIDTH - MARGIN) + "\" y1=\"7\" y2=\"7\"/>");
        for (double value : values(result.totalMs())) {
            writer.write(String.format(
                    Locale.ROOT,
                    "<rect class=\"total\" x=\"%.1f\" y=\"2\" width=\"2\" height=\"10\"/>",
                    position(value, scale) - 1));
        }
        for (double value : values(result.ttftMs())) {
            writer.write(String.format(
                    Locale.ROOT, "<circle class=\"first\" cx=\"%.1f\" cy=\"7\" r=\"3\"/>", position(value, scale)));
        }
        writer.write("</svg>");
    }

    private static double position(double value, double scale) {
        double share = scale > 0 ? Math.max(0, Math.min(1, value / scale)) : 0;
        return MARGIN + share * (WIDTH - 2 * MARGIN);
    }

    private static List<Double> values(MetricSamples samples) {
        return samples == null ? List.of() : samples.values();
    }

    private static String label(String name, MetricSamples samples) {
        return samples == null
                ? ""
                : samples.values().stream()
                        .map(VerdictFormatter::time)
                        .collect(Collectors.joining(", ", name + ": ", ". "));
    }
}
