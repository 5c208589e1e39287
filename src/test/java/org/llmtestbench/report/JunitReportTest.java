package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;
import org.llmtestbench.suite.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitReportTest {
    private static String write(CaseJson... cases) {
        return Reports.write(ReportFormat.JUNIT, ReportContext.NONE, "production", cases);
    }

    private static Element root(String xml) throws Exception {
        for (String schema : List.of("jenkins-junit.xsd", "surefire-report.xsd")) {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(JunitReportTest.class.getResource(schema))
                    .newValidator()
                    .validate(new StreamSource(new StringReader(xml)));
        }
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        return document.getDocumentElement();
    }

    private static List<Element> children(Element of, String name) {
        NodeList nodes = of.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static Element only(Element of, String name) {
        assertThat(children(of, name)).hasSize(1);
        return children(of, name).get(0);
    }

    private static Map<String, String> properties(Element of) {
        Map<String, String> values = new TreeMap<>();
        children(of, "property").forEach(each -> values.put(each.getAttribute("name"), each.getAttribute("value")));
        return values;
    }

    @Test
    void a_run_with_every_verdict_is_valid() throws Exception {
        Element suite = root(write(Reports.all()));
        assertThat(suite.getAttribute("name")).isEqualTo("production");
        assertThat(suite.getAttribute("tests")).isEqualTo("19");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("12.346");
        assertThat(properties(suite)).isEqualTo(Map.of("started_at", "2026-11-27T11:00:00.123Z"));
        assertThat(children(suite, "testcase")).hasSize(19);
    }

    @Test
    void a_case_is_named_by_suite_target_and_id() throws Exception {
        Element test = only(root(write(Reports.of("ping", "nano", Verdict.PASSED))), "testcase");
        assertThat(test.getAttribute("classname")).isEqualTo("production.nano");
        assertThat(test.getAttribute("name")).isEqualTo("ping");
        assertThat(test.getAttribute("time")).isEqualTo("4.001");
        assertThat(children(test, "failure")).isEmpty();
    }

    @Test
    void the_output_of_a_case_starts_with_its_verdict_and_metrics() throws Exception {
        Element test = only(root(write(Reports.of("ping", "nano", Verdict.PASSED))), "testcase");
        assertThat(children(test, "properties")).isEmpty();
        assertThat(only(test, "system-out").getTextContent()).matches("""
                        verdict: passed
                        ttft_ms: \\d+\\.\\d{3}
                        total_ms: \\d+\\.\\d{3}
                        tokens_per_second: 71\\.900
                        cost_usd: 0\\.000001900
                        model: gpt-6-luna-2026-09-01
                        ── run 1
                        OK
                        ── run 2
                        OK
                        ── run 3
                        OK
                        """);
    }

    @Test
    void the_output_of_a_case_without_an_answer_is_only_its_verdict() throws Exception {
        assertThat(only(root(write(Reports.of("ping", "nano", Verdict.NOT_RUN))), "system-out")
                        .getTextContent())
                .isEqualTo("verdict: not_run\n");
        assertThat(only(root(write(Reports.of("ping", "nano", Verdict.ERRORED))), "system-out")
                        .getTextContent())
                .isEqualTo("verdict: errored\n");
    }

    @Test
    void failed_errored_and_skipped_cases_are_different_elements() throws Exception {
        Element failure = only(root(write(Reports.of("ping", "nano", Verdict.FAILED))), "failure");
        assertThat(failure.getAttribute("type")).isEqualTo("CHECK_FAILED");
        assertThat(failure.getTextContent()).isEqualTo("icontains: no 'ok' in \"Hello\"");
        Element error = only(root(write(Reports.of("ping", "nano", Verdict.ERRORED))), "error");
        assertThat(error.getAttribute("message"))
                .isEqualTo("UNAVAILABLE: openai is overloaded (HTTP 503, request req_1).");
        only(root(write(Reports.of("ping", "nano", Verdict.NOT_RUN))), "skipped");
    }

    @Test
    void flaky_and_silent_cases_pass_but_are_marked() throws Exception {
        for (Verdict verdict : List.of(Verdict.FLAKY, Verdict.SILENT)) {
            Element suite = root(write(Reports.of("ping", "nano", verdict)));
            assertThat(only(suite, "system-out").getTextContent()).startsWith("verdict: " + verdict.label() + "\n");
            assertThat(children(suite, "failure")).isEmpty();
        }
    }

    @Test
    void the_report_is_valid_and_contains_the_text_of_a_hostile_answer() throws Exception {
        Element test = only(root(write(Reports.hostile())), "testcase");
        assertThat(only(test, "system-out").getTextContent())
                .contains("<script>document.title='pwned'</script>", "]]> <![CDATA[ ]]>", "👍🏽", "␛[31mred");
        assertThat(test.getAttribute("name")).contains("C:\\path\\");
    }

    @Test
    void hostile_names_are_valid_for_every_verdict() throws Exception {
        for (Verdict verdict : Verdict.values()) {
            CaseJson template = Reports.of(Reports.HOSTILE, Reports.HOSTILE, verdict);
            ResultJson run = Reports.run(Reports.HOSTILE, 100);
            CaseJson hostile = new CaseJson(
                    template.id(),
                    template.target(),
                    template.tags(),
                    verdict,
                    template.failure(),
                    Reports.HOSTILE,
                    template.durationMs(),
                    List.of(new CheckResult(Reports.HOSTILE, false, Reports.HOSTILE)),
                    List.of(run, Reports.error(Failure.UNAVAILABLE, Reports.HOSTILE)),
                    null);
            Element suite = root(Reports.write(ReportFormat.JUNIT, ReportContext.NONE, Reports.HOSTILE, hostile));
            assertThat(only(suite, "system-out").getTextContent())
                    .startsWith("verdict: " + verdict.label() + "\n")
                    .contains("]]> <![CDATA[ ]]> ␀␁␛[31mred");
        }
    }

    @Test
    void special_text_of_xml_is_valid_in_every_field() throws Exception {
        for (String text : List.of(
                "\u0000",
                "\u0001\u0008\u000b\u001f",
                "\u007f\u0085",
                "\r\n",
                "]]>",
                "<![CDATA[",
                "<!--",
                "-->",
                "&#0;",
                "\ufffe\uffff",
                "<?xml version='1.1'?>",
                "</system-out></testcase><properties/>")) {
            assertValidInEveryField(text);
        }
    }

    @Test
    void an_unpaired_surrogate_is_valid_in_every_field() throws Exception {
        for (String surrogates : List.of("\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d", "\udbff\udbff\udfff")) {
            assertValidInEveryField(surrogates);
        }
    }

    private static void assertValidInEveryField(String text) throws Exception {
        ResultJson template = Reports.run(text, 100);
        ResultJson run = new ResultJson(
                1,
                text,
                text,
                text,
                text,
                text,
                template.finishReason(),
                text,
                false,
                template.usage(),
                template.costUsd(),
                template.timings(),
                template.attempts(),
                List.of(text),
                null);
        CaseJson hostile = new CaseJson(
                text,
                text,
                List.of(text),
                Verdict.FAILED,
                Failure.CHECK_FAILED,
                text,
                10,
                List.of(new CheckResult(text, false, text)),
                List.of(run),
                null);
        Element suite = root(Reports.write(ReportFormat.JUNIT, ReportContext.NONE, text, hostile));
        assertThat(only(suite, "system-out").getTextContent()).contains("\nmodel: ", "── run 1\n");
    }

    @Test
    void a_very_long_answer_does_not_truncate_the_metrics() throws Exception {
        CaseJson template = Reports.of("ping", "nano", Verdict.PASSED);
        CaseJson longAnswer = new CaseJson(
                template.id(),
                template.target(),
                template.tags(),
                Verdict.PASSED,
                null,
                template.prompt(),
                10,
                List.of(),
                List.of(Reports.run("👍".repeat(20_000), 100)),
                null);
        assertThat(only(root(write(longAnswer)), "system-out").getTextContent())
                .contains("\ncost_usd: 0.000001900\nmodel: gpt-6-luna-2026-09-01\n── run 1\n👍")
                .endsWith("more characters)");
    }

    @Test
    void a_run_without_cases_is_valid() throws Exception {
        assertThat(root(write()).getAttribute("tests")).isEqualTo("0");
    }
}
