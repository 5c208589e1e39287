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
import org.llmtestbench.suite.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitReportTest {
    private static String write(CaseJson... cases) {
        return Reports.write(ReportKind.JUNIT, Extras.NONE, "production", cases);
    }

    private static Element root(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitReportTest.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
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
    void a_run_in_which_everything_occurs_is_valid() throws Exception {
        Element suite = root(write(Reports.all()));
        assertThat(suite.getAttribute("name")).isEqualTo("production");
        assertThat(suite.getAttribute("tests")).isEqualTo("19");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("12.346");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-27T11:00:00");
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
    void its_numbers_are_properties() throws Exception {
        Map<String, String> values = properties(root(write(Reports.of("ping", "nano", Verdict.PASSED))));
        assertThat(values).containsKeys("ttft_ms", "total_ms").containsEntry("tokens_per_second", "71.900");
        assertThat(values)
                .containsEntry("cost_usd", "0.000001900")
                .containsEntry("model", "gpt-6-luna-2026-09-01")
                .containsEntry("verdict", "passed");
    }

    @Test
    void failures_errors_and_what_was_not_run_are_kept_apart() throws Exception {
        Element failure = only(root(write(Reports.of("ping", "nano", Verdict.FAILED))), "failure");
        assertThat(failure.getAttribute("type")).isEqualTo("CHECK_FAILED");
        assertThat(failure.getTextContent()).isEqualTo("icontains: no 'ok' in \"Hello\"");
        Element error = only(root(write(Reports.of("ping", "nano", Verdict.ERRORED))), "error");
        assertThat(error.getAttribute("message"))
                .isEqualTo("UNAVAILABLE: openai is overloaded (HTTP 503, request req_1).");
        only(root(write(Reports.of("ping", "nano", Verdict.NOT_RUN))), "skipped");
    }

    @Test
    void flaky_and_silent_ones_are_marked_though_they_pass() throws Exception {
        for (Verdict verdict : List.of(Verdict.FLAKY, Verdict.SILENT)) {
            Element suite = root(write(Reports.of("ping", "nano", verdict)));
            assertThat(properties(suite)).containsEntry("verdict", verdict.label());
            assertThat(only(suite, "system-out").getTextContent()).startsWith(verdict.label() + "\n");
            assertThat(children(suite, "failure")).isEmpty();
        }
    }

    @Test
    void whatever_a_model_says_the_report_stays_valid_and_the_text_is_there() throws Exception {
        Element test = only(root(write(Reports.hostile())), "testcase");
        assertThat(only(test, "system-out").getTextContent())
                .contains("<script>document.title='pwned'</script>", "]]> <![CDATA[ ]]>", "👍🏽", "␛[31mred");
        assertThat(test.getAttribute("name")).contains("C:\\path\\");
    }

    @Test
    void a_run_without_cases_is_valid() throws Exception {
        assertThat(root(write()).getAttribute("tests")).isEqualTo("0");
    }
}
