package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.Verdict;

class GithubAnnotationsTest {
    private static List<String> write(String file, CaseJson... cases) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Reports.write(new GithubAnnotations(new Utf8Output(out), file), "production", cases);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void a_case_that_did_not_pass_is_an_error_in_the_file_of_the_suite() {
        assertThat(write("suites/a,b:c.yaml", Reports.of("ping", "nano", Verdict.FAILED)))
                .containsExactly(
                        "::error file=suites/a%2Cb%3Ac.yaml,title=ping on nano%3A failed::icontains: no 'ok' in"
                                + " \"Hello\"");
        assertThat(write(null, Reports.of("ping", "nano", Verdict.ERRORED)))
                .containsExactly("::error title=ping on nano%3A errored::UNAVAILABLE: openai is overloaded (HTTP 503,"
                        + " request req_1).");
    }

    @Test
    void a_flaky_or_silent_case_is_a_warning_and_a_passed_case_is_omitted() {
        assertThat(write(
                        null,
                        Reports.of("ping", "nano", Verdict.PASSED),
                        Reports.of("ping", "haiku", Verdict.FLAKY),
                        Reports.of("ping", "local", Verdict.SILENT),
                        Reports.of("pong", "local", Verdict.NOT_RUN)))
                .containsExactly(
                        "::warning title=ping on haiku%3A flaky::Passed, but not every time.",
                        "::warning title=ping on local%3A silent::The model answered, but reasoning used all output"
                                + " tokens before any text.");
    }

    @Test
    void an_answer_cannot_inject_workflow_commands() {
        List<String> lines = write(null, Reports.hostile());
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith("::error title=hostile[x=<script>").contains("%0A%3A%3Aset-output");
    }

    @Test
    void percent_signs_are_escaped() {
        CaseJson failed = Reports.of("50%, a:b", "nano", Verdict.FAILED);
        assertThat(write(null, failed).get(0)).startsWith("::error title=50%25%2C a%3Ab on nano%3A failed::");
    }

    @Test
    void cases_above_the_limit_of_github_are_counted() {
        List<String> lines = write(
                null,
                IntStream.range(0, 30)
                        .mapToObj(i -> Reports.of("case-" + i, "nano", Verdict.FAILED))
                        .toArray(CaseJson[]::new));
        assertThat(lines)
                .hasSize(10)
                .last()
                .isEqualTo("::error title=30 cases of production did not pass::The first 9"
                        + " are shown; the reports list all.");
    }
}
