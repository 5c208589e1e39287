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

/** One page with everything in it: no script, nothing loaded, nothing of an answer understood as HTML. */
final class HtmlReport implements ReportWriter {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final UncheckedWriter pen;
    private final ReportContext context;
    private final TempFileBuffer buffer = new TempFileBuffer();
    private final UncheckedWriter details = new UncheckedWriter(new BufferedWriter(buffer.writer()));
    private final HistoryRecorder recorder = new HistoryRecorder();
    private SuiteJson suite;
    private int count;

    HtmlReport(Writer out, ReportContext context) {
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
        HtmlCaseDetails.write(details, result, ++count);
    }

    @Override
    public void end() {
        head();
        new HtmlSummary(pen).write(suite);
        notes();
        List<RunRecord> runs = new ArrayList<>(context.history());
        runs.add(recorder.run(suite));
        new TrendChart(pen).write(runs);
        new HtmlTable(pen).write(new CaseMatrix(recorder.cases()));
        pen.write("<section>\n<h2>Cases</h2>\n");
        details.flush();
        buffer.drainTo(pen);
        pen.write("</section>\n</main>\n</body>\n</html>\n").flush();
    }

    private void head() {
        pen.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        pen.write("<meta http-equiv=\"Content-Security-Policy\" content=\"", POLICY, "\">\n");
        pen.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        pen.write("<meta name=\"color-scheme\" content=\"light dark\">\n");
        pen.write("<meta name=\"referrer\" content=\"no-referrer\">\n");
        pen.write("<title>", HtmlEscaper.escape(TextSanitizer.line(suite.suite())), " · smoke report</title>\n");
        pen.write("<style>\n", style(), "</style>\n</head>\n<body>\n<main>\n");
    }

    private void notes() {
        if (context.notes().isEmpty()) {
            return;
        }
        pen.write("<section class=\"notes\">\n<ul>\n");
        context.notes().forEach(note -> pen.write("<li>", HtmlEscaper.escape(note), "</li>\n"));
        pen.write("</ul>\n</section>\n");
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("/org/llmtestbench/report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
