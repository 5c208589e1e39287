package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;
import org.llmtestbench.suite.Verdict;

class MarkdownReportTest {
    private static final int GITHUB_LIMIT = 1 << 20;

    private static String write(ReportContext context, CaseJson... cases) {
        return Reports.write(ReportFormat.MD, context, "production", cases);
    }

    private static String html(String markdown) {
        List<Extension> extensions = List.of(TablesExtension.create(), AutolinkExtension.create());
        return HtmlRenderer.builder()
                .extensions(extensions)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(markdown));
    }

    @Test
    void the_report_starts_with_a_summary_and_a_table() {
        String html = html(write(
                new ReportContext(List.of(), List.of("Recovered: 3 runs had failed in a row.")),
                Reports.of("ping", "nano", Verdict.PASSED),
                Reports.of("ping", "haiku", Verdict.FLAKY),
                Reports.of("shape", "haiku", Verdict.NOT_RUN)));
        assertThat(html)
                .startsWith("<h2>⏭️ <code>production</code></h2>\n<p>3 cases: 1 passed, 1 flaky, 1 not run · 12.35 s ·"
                        + " $0.0000012 · <code>2026-11-27T11:00:00.123Z</code></p>\n<ul>\n<li>Recovered: 3 runs had"
                        + " failed in a row.</li>\n</ul>\n<table>");
        assertThat(html.split("<tr>", -1)).hasSize(4);
        assertThat(html).containsPattern("<td>✅ passed · 1.\\d\\d s</td>\n<td>⚠️ flaky · 1.\\d\\d s</td>");
        assertThat(html).contains("<td></td>\n<td>⏭️ not run</td>");
    }

    @Test
    void a_case_that_did_not_pass_has_full_details() {
        String html = html(write(ReportContext.NONE, Reports.of("ping", "nano", Verdict.FAILED)));
        assertThat(html)
                .contains("<li><code>icontains: no 'ok' in &quot;Hello&quot;</code></li>")
                .contains("<p>Prompt</p>\n<pre>\nReply with the single word OK.\n</pre>\n<p>Answer of run 1</p>");
    }

    @Test
    void a_passed_case_has_no_details() {
        assertThat(write(ReportContext.NONE, Reports.of("ping", "nano", Verdict.PASSED)))
                .doesNotContain("<details>", "###");
    }

    @Test
    void hostile_answers_create_no_markup_no_link_and_no_mention() {
        String html = html(write(new ReportContext(List.of(), List.of(Reports.HOSTILE)), Reports.hostile()));
        assertThat(html.replaceAll(
                        "</?(h2|h3|p|ul|li|table|thead|tbody|tr|th|td|pre|code|details|summary)>|<!-- -->", ""))
                .doesNotContain("<")
                .contains("&lt;script&gt;", "```", "[link](https://evil.example)");
        assertThat(html.split("<tr>", -1)).hasSize(3);
        String outside = html.replaceAll("(?s)<pre>.*?</pre>", "");
        assertThat(outside).doesNotContain("@octocat", "mail@evil").contains("@<!-- -->octocat");
        assertThat(html).doesNotContain("\u202e", "\u200b", "\u0000").contains("⟨U+202E⟩");
    }

    @Test
    void a_large_report_stays_below_the_limit_of_github() {
        List<CaseJson> cases = new ArrayList<>();
        String longText = "漢|".repeat(10_000);
        IntStream.range(0, 5_000)
                .mapToObj(i -> new CaseJson(
                        "case " + i + "|".repeat(200),
                        "nano",
                        List.of(),
                        Verdict.FAILED,
                        null,
                        longText,
                        0,
                        List.of(new CheckResult("equals", false, longText)),
                        List.of(Reports.run(longText, 1)),
                        null))
                .forEach(cases::add);
        String text = write(ReportContext.NONE, cases.toArray(CaseJson[]::new));
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(GITHUB_LIMIT);
        assertThat(text).containsPattern("\\d+ more cases are left out here").containsPattern("\\d+ more are left out");
    }
}
