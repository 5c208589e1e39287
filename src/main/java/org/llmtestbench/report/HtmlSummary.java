package org.llmtestbench.report;

import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** The page's beginning: which suite, how it went, and the counts. */
final class HtmlSummary {
    private final UncheckedWriter writer;

    HtmlSummary(UncheckedWriter writer) {
        this.writer = writer;
    }

    void write(SuiteJson suite) {
        SuiteJson.Summary s = suite.summary();
        int bad = s.failed() + s.errored();
        writer.write("<header>\n<p class=\"kind\">Smoke report</p>\n<div class=\"title\"><h1>");
        writer.write(HtmlEscaper.escape(TextSanitizer.line(suite.suite())), "</h1>");
        String state = bad > 0 ? "bad" : s.notRun() > 0 || s.total() == 0 ? "quiet" : "good";
        writer.write("<span class=\"state ", state, "\">", words(s, bad), "</span></div>\n");
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

    private static String words(SuiteJson.Summary s, int bad) {
        if (s.total() == 0) {
            return "no case";
        }
        if (bad > 0) {
            return bad + " of " + s.total() + " did not pass";
        }
        return s.notRun() > 0 ? s.notRun() + " of " + s.total() + " not run" : "all " + s.total() + " passed";
    }

    /** {@code 2026-11-27 11:00:00 UTC}. */
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

    private void count(String name, int count, String kind) {
        entry(name, String.valueOf(count), count == 0 ? "none" : kind);
    }

    private void entry(String name, String value, String kind) {
        writer.write("<div class=\"", kind, "\"><dt>", name, "</dt><dd>", value, "</dd></div>\n");
    }
}
