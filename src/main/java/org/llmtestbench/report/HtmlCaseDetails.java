package org.llmtestbench.report;

import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;

/** Writes the expandable details of one case: its checks, its runs, its prompt and its answers. */
final class HtmlCaseDetails {
    private static final int MAX_TEXT_LENGTH = 20_000;
    private static final int MAX_LINE_LENGTH = 2_000;

    private final UncheckedWriter writer;

    private HtmlCaseDetails(UncheckedWriter writer) {
        this.writer = writer;
    }

    static void write(UncheckedWriter writer, CaseJson result, int number) {
        new HtmlCaseDetails(writer).write(result, number);
    }

    private void write(CaseJson result, int number) {
        writer.write(
                "<details id=\"c",
                String.valueOf(number),
                "\" class=\"",
                result.verdict().label(),
                "\"");
        writer.write(VerdictFormatter.isBad(result.verdict()) ? " open" : "", "><summary><span class=\"verdict\"><b>");
        writer.write(
                VerdictFormatter.glyph(result.verdict()),
                "</b> ",
                VerdictFormatter.label(result.verdict()),
                "</span> <span class=\"id\">");
        writer.write(line(result.id()), "</span> <span class=\"on\">", line(result.target()), "</span>");
        writer.write(
                "<span class=\"num\">",
                VerdictFormatter.time(result.durationMs()),
                "</span></summary>\n<div class=\"body\">\n");
        checks(result);
        if (!result.runs().isEmpty()) {
            runs(result.runs());
        }
        if (result.prompt() != null) {
            text("Prompt", result.prompt());
        }
        int run = 1;
        for (ResultJson each : result.runs()) {
            answer(each, result.runs().size() == 1 ? "Answer" : "Answer of run " + run);
            run++;
        }
        writer.write("</div>\n</details>\n");
    }

    private void checks(CaseJson result) {
        if (result.checks().isEmpty()) {
            return;
        }
        writer.write("<ul class=\"checks\">\n");
        for (CheckResult check : result.checks()) {
            writer.write("<li class=\"", check.passed() ? "passed" : "failed", "\"><b>", check.passed() ? "✓" : "✕");
            writer.write("</b> <span class=\"type\">", line(String.valueOf(check.type())), "</span> ");
            writer.write(check.message() == null ? "" : line(check.message()), "</li>\n");
        }
        writer.write("</ul>\n");
    }

    private void runs(List<ResultJson> runs) {
        writer.write("<div class=\"wide\"><table class=\"runs\">\n<thead><tr><th>run</th><th>end</th><th>model</th>");
        writer.write("<th>first token</th><th>total</th><th>tokens/s</th><th>tokens</th><th>cost</th>");
        writer.write("<th>attempts</th></tr></thead>\n<tbody>\n");
        int number = 1;
        for (ResultJson run : runs) {
            writer.write("<tr><td>", String.valueOf(number++), "</td>");
            cells(run).forEach(cell -> writer.write("<td>", cell == null ? "–" : line(cell), "</td>"));
            writer.write("</tr>\n");
        }
        writer.write("</tbody>\n</table></div>\n");
    }

    private static List<String> cells(ResultJson run) {
        ResultJson.TimingsJson times = run.timings();
        List<String> cells = new ArrayList<>();
        cells.add(
                run.error() != null
                        ? String.valueOf(run.error().failure())
                        : run.finishReason() == null ? null : run.finishReason().label());
        cells.add(run.responseModel() == null ? run.model() : run.responseModel());
        cells.add(times == null || times.ttftMs() == null ? null : VerdictFormatter.time(times.ttftMs()));
        cells.add(times == null || times.totalMs() == null ? null : VerdictFormatter.time(times.totalMs()));
        cells.add(
                times == null || times.tokensPerSecond() == null
                        ? null
                        : String.valueOf(Math.round(times.tokensPerSecond())));
        cells.add(
                run.usage() == null
                        ? null
                        : run.usage().promptTokens() + " → " + run.usage().completionTokens());
        cells.add(run.costUsd() == null ? null : "$" + MoneyFormatter.rounded(run.costUsd()));
        cells.add(run.attempts() == null ? null : String.valueOf(run.attempts().size()));
        return cells;
    }

    private void answer(ResultJson run, String title) {
        if (run.error() != null) {
            writer.write("<p class=\"error\">", line(String.valueOf(run.error().message())), "</p>\n");
            if (run.error().hint() != null) {
                writer.write("<p class=\"hint\">", line(run.error().hint()), "</p>\n");
            }
        }
        if (run.content() != null && !run.content().isEmpty()) {
            text(title, run.content());
        }
    }

    private void text(String title, String text) {
        writer.write(
                "<h3>",
                title,
                "</h3>\n<pre>\n",
                HtmlEscaper.escape(TextSanitizer.truncate(text, MAX_TEXT_LENGTH)),
                "</pre>\n");
    }

    private static String line(String text) {
        return HtmlEscaper.escape(TextSanitizer.line(TextSanitizer.truncate(text, MAX_LINE_LENGTH)));
    }
}
