package org.llmtestbench.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.MetricSamples;
import org.llmtestbench.suite.RunRecord;

/** Draws the results of the last runs, and for each target the time to first token (the total time if not streamed). */
final class TrendChart {
    private static final int MAX_RUNS = 60;
    private static final int MAX_TARGETS = 12;
    private static final int WIDTH = 260;
    private static final int HEIGHT = 44;
    private static final int MARGIN = 5;

    private final UncheckedWriter writer;

    TrendChart(UncheckedWriter writer) {
        this.writer = writer;
    }

    /** @param all the runs, oldest first, this run last; fewer than two runs draw nothing */
    void write(List<RunRecord> all) {
        if (all.size() < 2) {
            return;
        }
        List<RunRecord> runs = all.subList(Math.max(0, all.size() - MAX_RUNS), all.size());
        writer.write("<section>\n<h2>Trend</h2>\n<div class=\"trends\">\n");
        long passed = runs.stream().filter(run -> run.exitCode() == 0).count();
        writer.write(
                "<figure><figcaption><span>passed</span> <span>",
                passed + " of " + runs.size(),
                " runs</span></figcaption>");
        writer.write("<div class=\"runs\">");
        runs.forEach(run -> writer.write(
                "<i class=\"",
                run.exitCode() == 0 ? "passed" : "failed",
                "\" title=\"",
                HtmlEscaper.escape(run.startedAt()) + ", exit code " + run.exitCode(),
                "\"></i>"));
        writer.write("</div><p class=\"ends\"><span>", day(runs.get(0)), "</span><span>now</span></p></figure>\n");
        RunRecord latest = all.get(all.size() - 1);
        targets(latest).stream()
                .limit(MAX_TARGETS)
                .forEach(target -> line(target, value(latest, target, CaseRecord::ttftMs) != null, runs));
        writer.write("</div>\n</section>\n");
    }

    private static Set<String> targets(RunRecord latest) {
        return latest.cases().stream().map(CaseRecord::target).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void line(String target, boolean streamed, List<RunRecord> runs) {
        Function<CaseRecord, MetricSamples> metric = streamed ? CaseRecord::ttftMs : CaseRecord::totalMs;
        List<Double> values = runs.stream()
                .map(run -> value(run, target, metric))
                .filter(Objects::nonNull)
                .toList();
        if (values.size() < 2) {
            return;
        }
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String last = VerdictFormatter.time(values.get(values.size() - 1));
        writer.write("<figure><figcaption><span>", HtmlEscaper.escape(TextSanitizer.line(target)));
        writer.write(
                " <small>", streamed ? "first token" : "total", "</small></span> <span>", last, "</span></figcaption>");
        String label = "time of " + values.size() + " runs, from " + VerdictFormatter.time(low) + " to "
                + VerdictFormatter.time(high);
        writer.write("<svg class=\"line\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"");
        writer.write(label, "\"><title>", label, "</title><polyline points=\"");
        writer.write(IntStream.range(0, values.size())
                .mapToObj(i -> point(i, values, low, high, "%.1f,%.1f"))
                .collect(Collectors.joining(" ")));
        writer.write("\"/>", point(values.size() - 1, values, low, high, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>"));
        writer.write("</svg><p class=\"ends\"><span>", VerdictFormatter.time(low), " – ", VerdictFormatter.time(high));
        writer.write("</span><span>", values.size() + " runs</span></p></figure>\n");
    }

    private static String point(int i, List<Double> values, double low, double high, String format) {
        double x = MARGIN + (double) i / (values.size() - 1) * (WIDTH - 2 * MARGIN);
        double share = high > low ? (values.get(i) - low) / (high - low) : 0.5;
        return String.format(Locale.ROOT, format, x, HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
    }

    /** The median of the medians of the cases; null if the run has no value for the target. */
    private static Double value(RunRecord run, String target, Function<CaseRecord, MetricSamples> metric) {
        MetricSamples medians = MetricSamples.of(run.cases().stream()
                .filter(each -> each.target().equals(target))
                .map(metric)
                .filter(Objects::nonNull)
                .map(MetricSamples::median)
                .toList());
        return medians == null ? null : medians.median();
    }

    private static String day(RunRecord run) {
        String at = run.startedAt();
        return HtmlEscaper.escape(at.length() >= 16 ? at.substring(0, 16).replace('T', ' ') : at);
    }
}
