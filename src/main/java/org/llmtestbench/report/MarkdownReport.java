package org.llmtestbench.report;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.HistoryRecorder;
import org.llmtestbench.suite.SuiteJson;

/** Markdown for a job's summary or a comment, within the megabyte that GitHub takes. */
final class MarkdownReport implements ReportWriter {
    private static final int TABLE = 300_000;
    private static final int DETAILS = 500_000;
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_NAME = 120;

    private final UncheckedWriter pen;
    private final ReportContext context;
    private final HistoryRecorder recorder = new HistoryRecorder();
    private final StringBuilder details = new StringBuilder();
    private int detailBytes;
    private int leftOut;
    private SuiteJson suite;

    MarkdownReport(Writer out, ReportContext context) {
        pen = new UncheckedWriter(out);
        this.context = context;
    }

    @Override
    public void begin(SuiteJson run) {
        suite = run;
    }

    @Override
    public void add(CaseJson result) {
        recorder.add(result);
        if (!VerdictFormatter.isNotPassed(result.verdict())) {
            return;
        }
        String text = detail(result);
        int bytes = bytes(text);
        if (detailBytes + bytes > DETAILS) {
            leftOut++;
        } else {
            details.append(text);
            detailBytes += bytes;
        }
    }

    @Override
    public void end() {
        SuiteJson.Summary s = suite.summary();
        boolean bad = s.failed() + s.errored() > 0;
        pen.write("## ", bad ? "❌" : s.notRun() > 0 ? "⏭️" : "✅", " ", name(suite.suite()), "\n\n");
        pen.write(VerdictFormatter.summary(s), " · ", VerdictFormatter.time(suite.durationMs()));
        if (s.costUsd() != null) {
            pen.write(" · $", MoneyFormatter.rounded(s.costUsd()));
        }
        pen.write(" · ", name(suite.startedAt()), "\n\n");
        notes();
        table();
        if (details.length() > 0 || leftOut > 0) {
            pen.write("### What did not simply pass\n\n", details.toString());
        }
        if (leftOut > 0) {
            pen.write("\n", String.valueOf(leftOut), " more are left out here; the other reports have them.\n");
        }
        pen.flush();
    }

    private void notes() {
        context.notes().stream().limit(50).forEach(note -> pen.write("- ", sentence(note), "\n"));
        if (!context.notes().isEmpty()) {
            pen.write("\n");
        }
    }

    private void table() {
        CaseMatrix matrix = new CaseMatrix(recorder.cases());
        StringBuilder head = new StringBuilder("| case |");
        matrix.targets().forEach(target -> head.append(' ').append(name(target)).append(" |"));
        pen.write(head.toString(), "\n|---|", "---|".repeat(matrix.targets().size()), "\n");
        int bytes = 0;
        int hidden = 0;
        for (CaseMatrix.Row row : matrix.rows()) {
            String line = row(row);
            bytes += bytes(line);
            if (bytes > TABLE) {
                hidden++;
            } else {
                pen.write(line);
            }
        }
        pen.write(hidden == 0 ? "\n" : "\n" + hidden + " more cases are left out here.\n\n");
    }

    private static String row(CaseMatrix.Row row) {
        StringBuilder line = new StringBuilder("| " + name(row.id()) + " |");
        for (CaseMatrix.Cell cell : row.cells()) {
            line.append(' ').append(cell == null ? "" : cell(cell.result())).append(" |");
        }
        return line.append('\n').toString();
    }

    private static String cell(CaseRecord result) {
        String time = result.totalMs() == null
                ? ""
                : " · " + VerdictFormatter.time(result.totalMs().median());
        return VerdictFormatter.emoji(result.verdict()) + " " + VerdictFormatter.words(result.verdict()) + time;
    }

    private static String detail(CaseJson result) {
        StringBuilder text = new StringBuilder("<details><summary>" + VerdictFormatter.emoji(result.verdict()) + " ");
        text.append(
                name(result.id()) + " on " + name(result.target()) + ": " + VerdictFormatter.words(result.verdict()));
        text.append("</summary>\n\n");
        VerdictFormatter.reasons(result).stream()
                .limit(20)
                .forEach(reason -> text.append("- ")
                        .append(MarkdownEscaper.inline(reason, LONGEST_LINE))
                        .append('\n'));
        if (result.prompt() != null) {
            text.append("\nPrompt\n\n").append(MarkdownEscaper.block(result.prompt(), LONGEST_TEXT));
        }
        int number = 1;
        for (ResultJson run : result.runs().stream().limit(5).toList()) {
            if (run.content() != null && !run.content().isEmpty()) {
                text.append("\nAnswer of run " + number + "\n\n")
                        .append(MarkdownEscaper.block(run.content(), LONGEST_TEXT));
            }
            number++;
        }
        return text.append("\n</details>\n\n").toString();
    }

    private static String name(String text) {
        return MarkdownEscaper.inline(text, LONGEST_NAME);
    }

    /** Without the look of code: a sentence of ours that may quote a name. */
    private static String sentence(String text) {
        return MarkdownEscaper.inline(text, 4 * LONGEST_LINE).replaceAll("^<code>|</code>$", "");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
