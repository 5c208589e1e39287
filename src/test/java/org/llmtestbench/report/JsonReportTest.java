package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Utf16;
import org.llmtestbench.report.ReportReader.Key;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

class JsonReportTest {
    @TempDir
    Path folder;

    private final List<CaseJson> read = new ArrayList<>();

    private Path written(ReportFormat kind, CaseJson... cases) {
        Path file = folder.resolve("report." + kind.label());
        Reports.write(new ReportTarget(kind, file).open(ReportContext.NONE), "production", cases);
        return file;
    }

    private void assertRejected(Path file, String... parts) {
        assertThatThrownBy(() -> ReportReader.read(file, read::add))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.failure()).isEqualTo(Failure.USAGE))
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void the_fields_are_the_documented_ones() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Files.readString(written(ReportFormat.JSON, Reports.of("ping", "nano", Verdict.FAILED))));
        assertThat(json.fieldNames())
                .toIterable()
                .contains("schema_version", "suite", "started_at", "duration_ms", "summary", "cases");
        assertThat(json.at("/summary").fieldNames())
                .toIterable()
                .containsExactly("total", "passed", "failed", "errored", "flaky", "silent", "not_run", "cost_usd");
        assertThat(json.at("/cases/0").fieldNames()).toIterable().contains("id", "target", "verdict", "checks", "runs");
        assertThat(json.at("/cases/0/verdict").asText()).isEqualTo("failed");
        assertThat(json.at("/cases/0/checks/0/type").asText()).isEqualTo("icontains");
        assertThat(json.at("/cases/0/runs/0/response_model").asText()).isEqualTo("gpt-6-luna-2026-09-01");
    }

    @Test
    void costs_are_plain_decimals() {
        assertThat(written(ReportFormat.JSON, Reports.of("ping", "nano", Verdict.PASSED)))
                .content()
                .contains("\"cost_usd\":0.0000012}", "\"cost_usd\":0.0000019,");
    }

    @Test
    void a_written_report_can_be_read() {
        SuiteJson suite = ReportReader.read(written(ReportFormat.JSON, Reports.all()), read::add);
        assertThat(suite).isEqualTo(Reports.suite("production", Reports.all()));
        assertThat(read.subList(0, 18))
                .containsExactly(List.of(Reports.all()).subList(0, 18).toArray(CaseJson[]::new));
        assertThat(read.get(18).prompt()).isEqualTo(Utf16.toWellFormed(Reports.HOSTILE));
    }

    @Test
    void the_cases_to_run_again_are_those_that_failed_errored_or_were_not_run() {
        assertThat(ReportReader.failed(written(ReportFormat.JSON, Reports.all())))
                .containsExactly(
                        new Key("json-shape[city=Paris]", "nano"),
                        new Key("refusal", "haiku"),
                        new Key("long-answer", "local"),
                        new Key(read(ReportFormat.JSON).get(18).id(), "haiku"));
    }

    private List<CaseJson> read(ReportFormat kind) {
        ReportReader.read(folder.resolve("report." + kind.label()), read::add);
        return read;
    }

    @Test
    void a_report_can_be_a_baseline() {
        assertThat(ReportReader.run(written(ReportFormat.JSON, Reports.of("ping", "nano", Verdict.PASSED)))
                        .cases()
                        .get(0)
                        .ttftMs()
                        .values())
                .hasSize(3);
    }

    @Test
    void a_report_that_is_truncated_at_any_position_is_rejected() throws IOException {
        String whole = Files.readString(written(ReportFormat.JSON, Reports.of("ping", "nano", Verdict.PASSED)));
        Path truncated = folder.resolve("cut.json");
        for (int length = 0; length < whole.strip().length(); length++) {
            Files.writeString(truncated, whole.substring(0, length));
            assertRejected(truncated, "is not a complete JSON report");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "<html>",
                "\u0000\u0001",
                "{\"schema_version\":2,\"suite\":\"x\",\"started_at\":\"t\",\"cases\":[]}",
                "{\"schema_version\":1,\"suite\":\"x\",\"started_at\":\"t\",\"cases\":{}}",
                "{\"schema_version\":1,\"suite\":\"x\",\"started_at\":\"t\",\"cases\":[null]}",
                "{\"schema_version\":1,\"suite\":\"x\",\"started_at\":\"t\",\"cases\":[{\"id\":\"a\"}]}",
                "{\"schema_version\":1,\"suite\":\"x\",\"started_at\":\"t\",\"cases\":[3]}",
                "{\"schema_version\":1,\"suite\":{},\"started_at\":\"t\",\"cases\":[]}",
                "{\"schema_version\":1,\"suite\":\"x\",\"started_at\":\"t\",\"cases\":[]} {}",
            })
    void a_file_that_is_not_a_report_is_rejected(String text) throws IOException {
        assertRejected(Files.writeString(folder.resolve("x.json"), text), "is not a complete JSON report");
    }

    @Test
    void a_minimal_report_can_be_read() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.json"),
                "{\"cases\":[{\"id\":\"a\",\"target\":\"b\",\"verdict\":\"passed\",\"new\":1}],\"new\":{\"x\":[1]},"
                        + "\"suite\":\"x\",\"started_at\":\"t\",\"schema_version\":1}");
        assertThat(ReportReader.read(file, read::add).suite()).isEqualTo("x");
        assertThat(read).hasSize(1);
    }

    @Test
    void a_missing_file_is_reported() {
        assertRejected(folder.resolve("none.json"), "no such file");
    }

    @Test
    void a_jsonl_line_is_written_before_the_next_case() throws IOException {
        Path file = folder.resolve("x.jsonl");
        ReportWriter report = new ReportTarget(ReportFormat.JSONL, file).open(ReportContext.NONE);
        report.add(Reports.of("ping", "nano", Verdict.PASSED));
        assertThat(Files.readAllLines(file)).hasSize(1);
        report.add(Reports.hostile());
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void jsonl_can_be_read_if_a_killed_run_truncated_its_last_line() throws IOException {
        Path file = written(ReportFormat.JSONL, Reports.all());
        assertThat(JsonlReport.read(file, read::add)).isFalse();
        assertThat(read).hasSize(Reports.all().length);
        byte[] whole = Files.readAllBytes(file);
        read.clear();
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        assertThat(JsonlReport.read(file, read::add)).isTrue();
        assertThat(read).hasSize(Reports.all().length - 1);
    }

    @Test
    void an_error_in_the_middle_of_jsonl_is_reported_with_its_line() throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), "nonsense\n{}\n");
        assertThatThrownBy(() -> JsonlReport.read(file, read::add)).hasMessageContaining(file + ":1 ");
    }
}
