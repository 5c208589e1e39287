package org.llmtestbench.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.HistoryRecorder;
import org.llmtestbench.suite.RunRecord;
import org.llmtestbench.suite.SuiteJson;

/** A self-contained HTML page: no scripts, no external resources, all answers escaped. */
final class HtmlReport implements ReportWriter {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final UncheckedWriter writer;
    private final ReportContext context;
    private final TempFileBuffer buffer = new TempFileBuffer();
    private final UncheckedWriter details = new UncheckedWriter(new BufferedWriter(buffer.writer()));
    private final HistoryRecorder recorder = new HistoryRecorder();
    private SuiteJson suite;
    private int count;

    HtmlReport(Writer out, ReportContext context) {
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
        HtmlCaseDetails.write(details, result, ++count);
    }

    @Override
    public void end() {
        head();
        new HtmlSummary(writer).write(suite);
        notes();
        List<RunRecord> runs = new ArrayList<>(context.history());
        runs.add(recorder.toRecord(suite));
        new TrendChart(writer).write(runs);
        new HtmlTable(writer).write(new CaseMatrix(recorder.cases()));
        writer.write("<section>\n<h2>Cases</h2>\n");
        details.flush();
        buffer.drainTo(writer);
        writer.write("</section>\n</main>\n</body>\n</html>\n").flush();
    }

    private void head() {
        writer.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        writer.write("<meta http-equiv=\"Content-Security-Policy\" content=\"", CONTENT_SECURITY_POLICY, "\">\n");
        writer.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        writer.write("<meta name=\"color-scheme\" content=\"light dark\">\n");
        writer.write("<meta name=\"referrer\" content=\"no-referrer\">\n");
        writer.write("<title>", HtmlEscaper.escape(TextSanitizer.line(suite.suite())), " · smoke report</title>\n");
        writer.write("<style>\n", style(), "</style>\n</head>\n<body>\n<main>\n");
    }

    private void notes() {
        if (context.notes().isEmpty()) {
            return;
        }
        writer.write("<section class=\"notes\">\n<ul>\n");
        context.notes().forEach(note -> writer.write("<li>", HtmlEscaper.escape(note), "</li>\n"));
        writer.write("</ul>\n</section>\n");
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("/org/llmtestbench/report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
