package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;
import org.llmtestbench.suite.Verdict;

class RedactingReportWriterTest {
    private static final String SECRET = "the-secret-of-the-house";

    private static CaseJson secret() {
        return new CaseJson(
                "ping",
                "nano",
                List.of(),
                Verdict.FAILED,
                Failure.CHECK_FAILED,
                "Tell " + SECRET,
                1,
                List.of(
                        new CheckResult("not-contains", false, SECRET + " is there"),
                        new CheckResult(
                                "answered", false, "answered in 1 of 2 runs; MALFORMED: this is no JSON: " + SECRET),
                        new CheckResult("llm-rubric", false, "tells " + SECRET),
                        new CheckResult("ttft", true, "412 ms of 3 s")),
                List.of(
                        Reports.run("It is " + SECRET, 1),
                        Reports.error(Failure.INVALID_REQUEST, "what is " + SECRET + "?"),
                        Reports.error(Failure.UNREACHABLE, "no route to the host")),
                null);
    }

    @ParameterizedTest
    @EnumSource
    void no_report_contains_prompts_or_answers_and_every_report_has_a_note(ReportFormat kind) {
        StringWriter out = new StringWriter();
        ReportWriter report = kind.to(out, new ReportContext(List.of(), List.of(RedactingReportWriter.NOTE)));
        Reports.write(new RedactingReportWriter(report), "production", secret());
        assertThat(out.toString()).doesNotContain(SECRET).contains("left out");
        if (kind != ReportFormat.MD && kind != ReportFormat.JUNIT) {
            assertThat(out.toString()).contains("INVALID_REQUEST");
        }
    }

    @Test
    void numbers_and_failures_stay() {
        CaseJson redacted = RedactingReportWriter.redact(secret());
        assertThat(redacted.prompt()).isNull();
        assertThat(redacted.checks().get(3).message()).isEqualTo("412 ms of 3 s");
        assertThat(redacted.checks().get(1).message()).isEqualTo("answered in 1 of 2 runs; MALFORMED: (left out)");
        assertThat(redacted.runs().get(0).timings()).isNotNull();
        assertThat(redacted.runs().get(0).content()).isNull();
        assertThat(redacted.runs().get(2).error().message()).isEqualTo("no route to the host");
    }
}
