package org.llmtestbench.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.MetricSamples;

/** Writes the table of cases × targets. Each cell has a verdict, the median times and a strip with all times. */
final class HtmlTable {
    private static final int MAX_NAME_LENGTH = 160;

    private final UncheckedWriter writer;

    HtmlTable(UncheckedWriter writer) {
        this.writer = writer;
    }

    void write(CaseMatrix matrix) {
        writer.write("<section>\n<h2>Cases × targets</h2>\n");
        writer.write(
                "<p class=\"legend\"><svg class=\"strip\" width=\"12\" height=\"14\" viewBox=\"0 0 12 14\" aria-hidden");
        writer.write("=\"true\"><circle class=\"first\" cx=\"6\" cy=\"7\" r=\"3\"/></svg>first token ");
        writer.write(
                "<svg class=\"strip\" width=\"12\" height=\"14\" viewBox=\"0 0 12 14\" aria-hidden=\"true\"><rect class=");
        writer.write("\"total\" x=\"5\" y=\"2\" width=\"2\" height=\"10\"/></svg>total; one mark for each run; ");
        writer.write("the numbers are medians; each row has its own scale.</p>\n");
        writer.write("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">case</th>");
        matrix.targets().forEach(target -> writer.write("<th scope=\"col\">", HtmlEscaper.escape(target), "</th>"));
        writer.write("</tr></thead>\n<tbody>\n");
        matrix.rows().forEach(this::row);
        writer.write("</tbody>\n</table></div>\n</section>\n");
    }

    private void row(CaseMatrix.Row row) {
        double scale = scale(row.cells());
        writer.write(
                "<tr><th scope=\"row\"><span class=\"id\">",
                HtmlEscaper.escape(TextSanitizer.line(TextSanitizer.truncate(row.id(), MAX_NAME_LENGTH))),
                "</span>");
        if (scale > 0) {
            writer.write("<span class=\"scale\">0 – ", VerdictFormatter.time(scale), "</span>");
        }
        writer.write("</th>");
        for (CaseMatrix.Cell cell : row.cells()) {
            writer.write("<td>");
            if (cell != null) {
                cell(cell, scale);
            }
            writer.write("</td>");
        }
        writer.write("</tr>\n");
    }

    private void cell(CaseMatrix.Cell cell, double scale) {
        CaseRecord result = cell.result();
        writer.write(
                "<a href=\"#c",
                String.valueOf(cell.number()),
                "\" class=\"",
                result.verdict().label(),
                "\">");
        writer.write("<span class=\"verdict\"><b>", VerdictFormatter.glyph(result.verdict()), "</b> ");
        writer.write(VerdictFormatter.label(result.verdict()), "</span>");
        if (result.totalMs() != null) {
            writer.write("<span class=\"num\">");
            if (result.ttftMs() != null) {
                writer.write(VerdictFormatter.time(result.ttftMs().median()), " <span class=\"to\">→</span> ");
            }
            writer.write(VerdictFormatter.time(result.totalMs().median()), "</span>");
            LatencyStrip.write(writer, result, scale);
        }
        writer.write("</a>");
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
