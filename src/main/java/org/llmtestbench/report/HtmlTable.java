package org.llmtestbench.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.MetricSamples;

/** The table of cases × targets, each cell with its verdict, its times and a strip of them. */
final class HtmlTable {
    private static final int LONGEST_NAME = 160;

    private final UncheckedWriter pen;

    HtmlTable(UncheckedWriter pen) {
        this.pen = pen;
    }

    void write(CaseMatrix matrix) {
        pen.write("<section>\n<h2>Cases × targets</h2>\n");
        pen.write(
                "<p class=\"legend\"><svg class=\"strip\" width=\"12\" height=\"14\" viewBox=\"0 0 12 14\" aria-hidden");
        pen.write("=\"true\"><circle class=\"first\" cx=\"6\" cy=\"7\" r=\"3\"/></svg>first token ");
        pen.write(
                "<svg class=\"strip\" width=\"12\" height=\"14\" viewBox=\"0 0 12 14\" aria-hidden=\"true\"><rect class=");
        pen.write(
                "\"total\" x=\"5\" y=\"2\" width=\"2\" height=\"10\"/></svg>total; a mark for each run, the numbers are");
        pen.write(" medians, each row has a scale of its own.</p>\n");
        pen.write("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">case</th>");
        matrix.targets().forEach(target -> pen.write("<th scope=\"col\">", HtmlEscaper.escape(target), "</th>"));
        pen.write("</tr></thead>\n<tbody>\n");
        matrix.rows().forEach(this::row);
        pen.write("</tbody>\n</table></div>\n</section>\n");
    }

    private void row(CaseMatrix.Row row) {
        double scale = scale(row.cells());
        pen.write(
                "<tr><th scope=\"row\"><span class=\"id\">",
                HtmlEscaper.escape(TextSanitizer.line(TextSanitizer.cut(row.id(), LONGEST_NAME))),
                "</span>");
        if (scale > 0) {
            pen.write("<span class=\"scale\">0 – ", VerdictFormatter.time(scale), "</span>");
        }
        pen.write("</th>");
        for (CaseMatrix.Cell cell : row.cells()) {
            pen.write("<td>");
            if (cell != null) {
                cell(cell, scale);
            }
            pen.write("</td>");
        }
        pen.write("</tr>\n");
    }

    private void cell(CaseMatrix.Cell cell, double scale) {
        CaseRecord result = cell.result();
        pen.write(
                "<a href=\"#c",
                String.valueOf(cell.number()),
                "\" class=\"",
                result.verdict().label(),
                "\">");
        pen.write("<span class=\"verdict\"><b>", VerdictFormatter.glyph(result.verdict()), "</b> ");
        pen.write(VerdictFormatter.words(result.verdict()), "</span>");
        if (result.totalMs() != null) {
            pen.write("<span class=\"num\">");
            if (result.ttftMs() != null) {
                pen.write(VerdictFormatter.time(result.ttftMs().median()), " <span class=\"to\">→</span> ");
            }
            pen.write(VerdictFormatter.time(result.totalMs().median()), "</span>");
            LatencyStrip.write(pen, result, scale);
        }
        pen.write("</a>");
    }

    private static double scale(List<CaseMatrix.Cell> cells) {
        return cells.stream()
                .filter(Objects::nonNull)
                .map(CaseMatrix.Cell::result)
                .flatMap(result -> Stream.of(result.totalMs(), result.ttftMs()).filter(Objects::nonNull))
                .map(MetricSamples::values)
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
