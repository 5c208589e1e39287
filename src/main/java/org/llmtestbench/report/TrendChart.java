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

/** How the last runs went, and a line for each target's time to first token, or in all where nothing is streamed. */
final class TrendChart {
    private static final int RUNS = 60;
    private static final int TARGETS = 12;
    private static final int WIDTH = 260;
    private static final int HEIGHT = 44;
    private static final int MARGIN = 5;

    private final UncheckedWriter pen;

    TrendChart(UncheckedWriter pen) {
        this.pen = pen;
    }

    /** @param all oldest first, this run last; one run is no trend */
    void write(List<RunRecord> all) {
        if (all.size() < 2) {
            return;
        }
        List<RunRecord> runs = all.subList(Math.max(0, all.size() - RUNS), all.size());
        pen.write("<section>\n<h2>Trend</h2>\n<div class=\"trends\">\n");
        long good = runs.stream().filter(run -> run.exitCode() == 0).count();
        pen.write(
                "<figure><figcaption><span>all well</span> <span>",
                good + " of " + runs.size(),
                " runs</span></figcaption>");
        pen.write("<div class=\"runs\">");
        runs.forEach(run -> pen.write(
                "<i class=\"",
                run.exitCode() == 0 ? "passed" : "failed",
                "\" title=\"",
                HtmlEscaper.escape(run.startedAt()) + ", exit code " + run.exitCode(),
                "\"></i>"));
        pen.write("</div><p class=\"ends\"><span>", day(runs.get(0)), "</span><span>now</span></p></figure>\n");
        RunRecord now = all.get(all.size() - 1);
        targets(now).stream()
                .limit(TARGETS)
                .forEach(target -> line(target, value(now, target, CaseRecord::ttftMs) != null, runs));
        pen.write("</div>\n</section>\n");
    }

    private static Set<String> targets(RunRecord now) {
        return now.cases().stream().map(CaseRecord::target).collect(Collectors.toCollection(LinkedHashSet::new));
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
        pen.write("<figure><figcaption><span>", HtmlEscaper.escape(TextSanitizer.line(target)));
        pen.write(
                " <small>", streamed ? "first token" : "total", "</small></span> <span>", last, "</span></figcaption>");
        String words = "time of " + values.size() + " runs, from " + VerdictFormatter.time(low) + " to "
                + VerdictFormatter.time(high);
        pen.write("<svg class=\"line\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"");
        pen.write(words, "\"><title>", words, "</title><polyline points=\"");
        pen.write(IntStream.range(0, values.size())
                .mapToObj(i -> point(i, values, low, high, "%.1f,%.1f"))
                .collect(Collectors.joining(" ")));
        pen.write("\"/>", point(values.size() - 1, values, low, high, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>"));
        pen.write("</svg><p class=\"ends\"><span>", VerdictFormatter.time(low), " – ", VerdictFormatter.time(high));
        pen.write("</span><span>", values.size() + " runs</span></p></figure>\n");
    }

    private static String point(int i, List<Double> values, double low, double high, String format) {
        double x = MARGIN + (double) i / (values.size() - 1) * (WIDTH - 2 * MARGIN);
        double share = high > low ? (values.get(i) - low) / (high - low) : 0.5;
        return String.format(Locale.ROOT, format, x, HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
    }

    /** The median of the cases' medians; null when the target was not asked or gave none. */
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
