package org.llmtestbench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.MetricSamples;

/** The times of a case's runs on one line, a mark for each. */
final class LatencyStrip {
    private static final int WIDTH = 216;
    private static final int MARGIN = 5;

    private LatencyStrip() {}

    /** @param scale milliseconds at the right end */
    static void write(UncheckedWriter writer, CaseRecord result, double scale) {
        String words = words("first token", result.ttftMs()) + words("total", result.totalMs());
        writer.write("<svg class=\"strip\" width=\"" + WIDTH + "\" height=\"14\" viewBox=\"0 0 " + WIDTH);
        writer.write(" 14\" role=\"img\" aria-label=\"", words, "\"><title>", words, "</title>");
        writer.write("<line class=\"track\" x1=\"" + MARGIN + "\" x2=\"" + (WIDTH - MARGIN) + "\" y1=\"7\" y2=\"7\"/>");
        for (double value : values(result.totalMs())) {
            writer.write(String.format(
                    Locale.ROOT,
                    "<rect class=\"total\" x=\"%.1f\" y=\"2\" width=\"2\" height=\"10\"/>",
                    place(value, scale) - 1));
        }
        for (double value : values(result.ttftMs())) {
            writer.write(String.format(
                    Locale.ROOT, "<circle class=\"first\" cx=\"%.1f\" cy=\"7\" r=\"3\"/>", place(value, scale)));
        }
        writer.write("</svg>");
    }

    private static double place(double value, double scale) {
        double share = scale > 0 ? Math.max(0, Math.min(1, value / scale)) : 0;
        return MARGIN + share * (WIDTH - 2 * MARGIN);
    }

    private static List<Double> values(MetricSamples series) {
        return series == null ? List.of() : series.values();
    }

    private static String words(String name, MetricSamples series) {
        return series == null
                ? ""
                : series.values().stream()
                        .map(VerdictFormatter::time)
                        .collect(Collectors.joining(", ", name + ": ", ". "));
    }
}
