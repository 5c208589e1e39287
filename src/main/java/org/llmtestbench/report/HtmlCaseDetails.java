package org.llmtestbench.report;

import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;

/** One case of the page, to be unfolded: its checks, its runs, what was asked and what was answered. */
final class HtmlCaseDetails {
    private static final int LONGEST = 20_000;
    private static final int LONGEST_LINE = 2_000;

    private final UncheckedWriter pen;

    private HtmlCaseDetails(UncheckedWriter pen) {
        this.pen = pen;
    }

    static void write(UncheckedWriter pen, CaseJson result, int number) {
        new HtmlCaseDetails(pen).write(result, number);
    }

    private void write(CaseJson result, int number) {
        pen.write(
                "<details id=\"c",
                String.valueOf(number),
                "\" class=\"",
                result.verdict().label(),
                "\"");
        pen.write(VerdictFormatter.isBad(result.verdict()) ? " open" : "", "><summary><span class=\"verdict\"><b>");
        pen.write(
                VerdictFormatter.glyph(result.verdict()),
                "</b> ",
                VerdictFormatter.words(result.verdict()),
                "</span> <span class=\"id\">");
        pen.write(line(result.id()), "</span> <span class=\"on\">", line(result.target()), "</span>");
        pen.write(
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
        pen.write("</div>\n</details>\n");
    }

    private void checks(CaseJson result) {
        if (result.checks().isEmpty()) {
            return;
        }
        pen.write("<ul class=\"checks\">\n");
        for (CheckResult check : result.checks()) {
            pen.write("<li class=\"", check.passed() ? "passed" : "failed", "\"><b>", check.passed() ? "✓" : "✕");
            pen.write("</b> <span class=\"type\">", line(String.valueOf(check.type())), "</span> ");
            pen.write(check.message() == null ? "" : line(check.message()), "</li>\n");
        }
        pen.write("</ul>\n");
    }

    private void runs(List<ResultJson> runs) {
        pen.write("<div class=\"wide\"><table class=\"runs\">\n<thead><tr><th>run</th><th>end</th><th>model</th>");
        pen.write("<th>first token</th><th>total</th><th>tokens/s</th><th>tokens</th><th>cost</th><th>attempts</th>");
        pen.write("</tr></thead>\n<tbody>\n");
        int number = 1;
        for (ResultJson run : runs) {
            pen.write("<tr><td>", String.valueOf(number++), "</td>");
            cells(run).forEach(cell -> pen.write("<td>", cell == null ? "–" : line(cell), "</td>"));
            pen.write("</tr>\n");
        }
        pen.write("</tbody>\n</table></div>\n");
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
            pen.write("<p class=\"error\">", line(String.valueOf(run.error().message())), "</p>\n");
            if (run.error().hint() != null) {
                pen.write("<p class=\"hint\">", line(run.error().hint()), "</p>\n");
            }
        }
        if (run.content() != null && !run.content().isEmpty()) {
            text(title, run.content());
        }
    }

    private void text(String title, String text) {
        pen.write("<h3>", title, "</h3>\n<pre>\n", HtmlEscaper.escape(TextSanitizer.cut(text, LONGEST)), "</pre>\n");
    }

    private static String line(String text) {
        return HtmlEscaper.escape(TextSanitizer.line(TextSanitizer.cut(text, LONGEST_LINE)));
    }
}
