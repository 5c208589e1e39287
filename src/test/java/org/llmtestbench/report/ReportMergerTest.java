package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

class ReportMergerTest {
    @TempDir
    Path folder;

    private final List<CaseJson> read = new ArrayList<>();

    private Path input(String name, String suite, CaseJson... cases) {
        Path file = folder.resolve(name);
        Reports.write(new ReportTarget(ReportFormat.JSON, file).open(ReportContext.NONE), suite, cases);
        return file;
    }

    private Path head(String name, int exitCode, String startedAt, double durationMs) {
        Path file = folder.resolve(name);
        ReportWriter report = new ReportTarget(ReportFormat.JSON, file).open(ReportContext.NONE);
        report.begin(new SuiteJson(
                1,
                "production",
                startedAt,
                durationMs,
                exitCode,
                Reports.suite("production").summary()));
        report.end();
        return file;
    }

    private SuiteJson merge(Path... inputs) {
        Path out = folder.resolve("out.json");
        SuiteJson merged = new ReportMerger(List.of(inputs))
                .into(context -> List.of(new ReportTarget(ReportFormat.JSON, out).open(context)));
        read.clear();
        assertThat(ReportReader.read(out, read::add)).isEqualTo(merged);
        return merged;
    }

    @Test
    void cases_keep_the_order_of_the_inputs_and_are_counted_again() {
        SuiteJson merged = merge(
                input("b.json", "production", Reports.of("b", "nano", Verdict.FAILED)),
                input(
                        "a.json",
                        "production",
                        Reports.of("a", "nano", Verdict.FLAKY),
                        Reports.of("c", "x", Verdict.NOT_RUN)));
        assertThat(read).extracting(CaseJson::id).containsExactly("b", "a", "c");
        assertThat(merged.summary()).isEqualTo(new SuiteJson.Summary(3, 0, 1, 0, 1, 0, 1, new BigDecimal("0.0000024")));
        assertThat(merged.exitCode()).isEqualTo(20);
    }

    @Test
    void the_duration_is_from_the_first_start_to_the_last_end() {
        SuiteJson merged = merge(
                head("a", 0, "2026-11-27T11:00:10Z", 5_000),
                head("b", 0, "2026-11-27T11:00:00Z", 12_000.5),
                head("c", 0, "2026-11-27T11:00:02Z", 1));
        assertThat(merged.startedAt()).isEqualTo("2026-11-27T11:00:00Z");
        assertThat(merged.durationMs()).isEqualTo(15_000);
    }

    @Test
    void the_most_severe_exit_code_wins() {
        assertThat(exitCode(0, 0)).isZero();
        assertThat(exitCode(20, 6)).isEqualTo(6);
        assertThat(exitCode(6, 21, 1)).isEqualTo(21);
        assertThat(exitCode(70, 78)).isEqualTo(70);
        assertThat(exitCode(130, 20)).isEqualTo(20);
        assertThat(exitCode(130, 0)).isEqualTo(130);
    }

    private int exitCode(int... codes) {
        List<Path> inputs = new ArrayList<>();
        for (int code : codes) {
            inputs.add(head(inputs.size() + ".json", code, "2026-11-27T11:00:00Z", 1));
        }
        return merge(inputs.toArray(Path[]::new)).exitCode();
    }

    @Test
    void a_report_may_be_merged_into_itself() {
        Path out = input("out.json", "production", Reports.of("a", "nano", Verdict.PASSED));
        merge(out, input("b.json", "production", Reports.of("b", "nano", Verdict.PASSED)));
        assertThat(read).hasSize(2);
    }

    @Test
    void reports_of_different_suites_are_rejected() {
        Path a = input("a.json", "production");
        Path b = input("b.json", "staging");
        assertThatThrownBy(() -> merge(a, b))
                .hasMessage(
                        "These are reports of different suites: " + a + " of 'production', " + b + " of 'staging'.");
        assertThat(folder.resolve("out.json")).doesNotExist();
    }

    @Test
    void nothing_is_written_if_an_input_is_malformed() throws IOException {
        Path a = input("a.json", "production");
        Path b = Files.writeString(folder.resolve("b.json"), "{\"suite\":");
        assertThatThrownBy(() -> merge(a, b)).hasMessageContaining(b.toString());
        Path c = head("c.json", 0, "yesterday", 1);
        assertThatThrownBy(() -> merge(a, c)).hasMessageContaining(c.toString());
        assertThat(folder.resolve("out.json")).doesNotExist();
    }

    @Test
    void a_report_with_only_the_required_fields_gets_the_exit_code_of_its_cases() throws IOException {
        Path minimal = Files.writeString(
                folder.resolve("f.json"),
                "{\"schema_version\":1,\"suite\":\"production\",\"started_at\":\"2026-11-27T11:00:00Z\",\"cases\":["
                        + "{\"id\":\"a\",\"target\":\"b\",\"verdict\":\"errored\",\"failure\":\"TIMEOUT\"}]}");
        assertThat(merge(minimal).exitCode()).isEqualTo(Failure.TIMEOUT.exitCode());
    }
}
