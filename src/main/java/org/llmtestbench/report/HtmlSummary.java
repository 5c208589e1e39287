package org.llmtestbench.report;

import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** Writes the header of the page: the suite, its result and the counts. */
final class HtmlSummary {
    private final UncheckedWriter writer;

    HtmlSummary(UncheckedWriter writer) {
        this.writer = writer;
    }

    void write(SuiteJson suite) {
        SuiteJson.Summary s = suite.summary();
        int notPassed = s.failed() + s.errored();
        writer.write("<header>\n<p class=\"kind\">Smoke report</p>\n<div class=\"title\"><h1>");
        writer.write(HtmlEscaper.escape(TextSanitizer.line(suite.suite())), "</h1>");
        String state = notPassed > 0 ? "bad" : s.notRun() > 0 || s.total() == 0 ? "quiet" : "good";
        writer.write("<span class=\"state ", state, "\">", stateText(s, notPassed), "</span></div>\n");
        writer.write("<p class=\"when\">", HtmlEscaper.escape(when(suite.startedAt())), " · took ");
        writer.write(
                VerdictFormatter.time(suite.durationMs()), " · exit code ", String.valueOf(suite.exitCode()), "</p>\n");
        bar(s);
        writer.write("<dl class=\"counts\">\n");
        count("cases", s.total(), "");
        count("passed", s.passed(), Verdict.PASSED.label());
        count("flaky", s.flaky(), Verdict.FLAKY.label());
        count("silent", s.silent(), Verdict.SILENT.label());
        count("failed", s.failed(), Verdict.FAILED.label());
        count("errored", s.errored(), Verdict.ERRORED.label());
        count("not run", s.notRun(), Verdict.NOT_RUN.label());
        if (s.costUsd() != null) {
            entry("cost", "$" + MoneyFormatter.rounded(s.costUsd()), "");
        }
        writer.write("</dl>\n</header>\n");
    }

    private static String stateText(SuiteJson.Summary s, int notPassed) {
        if (s.total() == 0) {
            return "no cases";
        }
        if (notPassed > 0) {
            return notPassed + " of " + s.total() + " did not pass";
        }
        return s.notRun() > 0 ? s.notRun() + " of " + s.total() + " not run" : "all " + s.total() + " passed";
    }

    /** Formats a time, such as {@code 2026-11-27 11:00:00 UTC}. */
    private static String when(String startedAt) {
        return startedAt.replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z$", " UTC");
    }

    private void bar(SuiteJson.Summary s) {
        writer.write("<div class=\"bar\" aria-hidden=\"true\">");
        part(Verdict.PASSED, s.passed());
        part(Verdict.FLAKY, s.flaky());
        part(Verdict.SILENT, s.silent());
        part(Verdict.FAILED, s.failed());
        part(Verdict.ERRORED, s.errored());
        part(Verdict.NOT_RUN, s.notRun());
        writer.write("</div>\n");
    }

    private void part(Verdict verdict, int count) {
        if (count > 0) {
            writer.write("<i class=\"", verdict.label(), "\" style=\"flex:", String.valueOf(count), "\"></i>");
        }
    }

    private void count(String name, int count, String cssClass) {
        entry(name, String.valueOf(count), count == 0 ? "none" : cssClass);
    }

    private void entry(String name, String value, String cssClass) {
        writer.write("<div class=\"", cssClass, "\"><dt>", name, "</dt><dd>", value, "</dd></div>\n");
    }
}
