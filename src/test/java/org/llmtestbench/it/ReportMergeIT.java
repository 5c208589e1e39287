package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

class ReportMergeIT {
    private static final String CASE = "{\"id\":\"%s\",\"target\":\"nano\",\"verdict\":\"%s\",\"failure\":%s}";
    private static final String REPORT =
            "{\"schema_version\":1,\"suite\":\"%s\",\"started_at\":\"2026-11-27T11:00:00Z\","
                    + "\"duration_ms\":1,\"cases\":[%s]}";

    @TempDir
    Path folder;

    private String report(String name, String suite, String... cases) throws IOException {
        return Files.writeString(folder.resolve(name), REPORT.formatted(suite, String.join(",", cases)))
                .toString();
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void two_reports_are_merged_and_the_exit_code_is_that_of_the_most_severe_failure() throws IOException {
        String one = report("1.json", "production", CASE.formatted("ping", "passed", "null"));
        String two = report("2.json", "production", CASE.formatted("pong", "errored", "\"TIMEOUT\""));
        Run run = with("report", "merge", out("all.json"), one, two, "--report", "html=" + out("all.html"))
                .run();
        assertThat(run).isEqualTo(new Run(5, "", "production: 2 cases: 1 passed, 1 errored.\n"));
        assertThat(folder.resolve("all.json")).content().contains("\"ping\"", "\"pong\"", "\"total\":2");
        assertThat(folder.resolve("all.html")).content(StandardCharsets.UTF_8).contains("production · smoke report");
    }

    @Test
    void a_file_that_is_not_a_report_is_an_error() throws IOException {
        String one = report("1.json", "production");
        String cut =
                Files.writeString(folder.resolve("2.json"), "{\"suite\":\"prod").toString();
        Run run = with("report", "merge", out("all.json"), one, cut).run();
        assertThat(run)
                .isEqualTo(new Run(
                        64,
                        "",
                        "error: " + cut + " is not a complete JSON report: it is truncated or malformed, line 1.\n"
                                + "hint:  Create such a report with --report json=FILE.\n"));
    }

    @Test
    void an_output_that_cannot_be_written_is_an_error() throws IOException {
        String one = report("1.json", "production");
        Run run = with("report", "merge", folder.toString(), one).run();
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.stderr()).startsWith("error: The report " + folder + " can't be written: it is a folder.\n");
    }
}
