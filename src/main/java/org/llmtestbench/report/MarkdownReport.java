package org.llmtestbench.report;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.HistoryRecorder;
import org.llmtestbench.suite.SuiteJson;

/** Writes Markdown for a job summary or a comment, below GitHub's limit of 1 MiB. */
final class MarkdownReport implements ReportWriter {
    private static final int MAX_TABLE_BYTES = 300_000;
    private static final int MAX_DETAILS_BYTES = 500_000;
    private static final int MAX_TEXT_LENGTH = 2_000;
    private static final int MAX_LINE_LENGTH = 300;
    private static final int MAX_NAME_LENGTH = 120;

    private final UncheckedWriter writer;
    private final ReportContext context;
    private final HistoryRecorder recorder = new HistoryRecorder();
    private final StringBuilder details = new StringBuilder();
    private int detailBytes;
    private int leftOut;
    private SuiteJson suite;

    MarkdownReport(Writer out, ReportContext context) {
        writer = new UncheckedWriter(out);
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
        if (detailBytes + bytes > MAX_DETAILS_BYTES) {
            leftOut++;
        } else {
            details.append(text);
            detailBytes += bytes;
        }
    }

    @Override
    public void end() {
        SuiteJson.Summary s = suite.summary();
        boolean notPassed = s.failed() + s.errored() > 0;
        writer.write("## ", notPassed ? "❌" : s.notRun() > 0 ? "⏭️" : "✅", " ", name(suite.suite()), "\n\n");
        writer.write(VerdictFormatter.summary(s), " · ", VerdictFormatter.time(suite.durationMs()));
        if (s.costUsd() != null) {
            writer.write(" · $", MoneyFormatter.rounded(s.costUsd()));
        }
        writer.write(" · ", name(suite.startedAt()), "\n\n");
        notes();
        table();
        if (details.length() > 0 || leftOut > 0) {
            writer.write("### Cases with a verdict other than passed\n\n", details.toString());
        }
        if (leftOut > 0) {
            writer.write("\n", String.valueOf(leftOut), " more are left out here; the other reports contain them.\n");
        }
        writer.flush();
    }

    private void notes() {
        context.notes().stream().limit(50).forEach(note -> writer.write("- ", note(note), "\n"));
        if (!context.notes().isEmpty()) {
            writer.write("\n");
        }
    }

    private void table() {
        CaseMatrix matrix = new CaseMatrix(recorder.cases());
        StringBuilder head = new StringBuilder("| case |");
        matrix.targets().forEach(target -> head.append(' ').append(name(target)).append(" |"));
        writer.write(head.toString(), "\n|---|", "---|".repeat(matrix.targets().size()), "\n");
        int bytes = 0;
        int hidden = 0;
        for (CaseMatrix.Row row : matrix.rows()) {
            String line = row(row);
            bytes += bytes(line);
            if (bytes > MAX_TABLE_BYTES) {
                hidden++;
            } else {
                writer.write(line);
            }
        }
        writer.write(hidden == 0 ? "\n" : "\n" + hidden + " more cases are left out here.\n\n");
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
        return VerdictFormatter.emoji(result.verdict()) + " " + VerdictFormatter.label(result.verdict()) + time;
    }

    private static String detail(CaseJson result) {
        StringBuilder text = new StringBuilder("<details><summary>" + VerdictFormatter.emoji(result.verdict()) + " ");
        text.append(
                name(result.id()) + " on " + name(result.target()) + ": " + VerdictFormatter.label(result.verdict()));
        text.append("</summary>\n\n");
        VerdictFormatter.reasons(result).stream()
                .limit(20)
                .forEach(reason -> text.append("- ")
                        .append(MarkdownEscaper.inline(reason, MAX_LINE_LENGTH))
                        .append('\n'));
        if (result.prompt() != null) {
            text.append("\nPrompt\n\n").append(MarkdownEscaper.block(result.prompt(), MAX_TEXT_LENGTH));
        }
        int number = 1;
        for (ResultJson run : result.runs().stream().limit(5).toList()) {
            if (run.content() != null && !run.content().isEmpty()) {
                text.append("\nAnswer of run " + number + "\n\n")
                        .append(MarkdownEscaper.block(run.content(), MAX_TEXT_LENGTH));
            }
            number++;
        }
        return text.append("\n</details>\n\n").toString();
    }

    private static String name(String text) {
        return MarkdownEscaper.inline(text, MAX_NAME_LENGTH);
    }

    /** A note, not formatted as code, because it is the program's own sentence; it may quote a name. */
    private static String note(String text) {
        return MarkdownEscaper.inline(text, 4 * MAX_LINE_LENGTH).replaceAll("^<code>|</code>$", "");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
