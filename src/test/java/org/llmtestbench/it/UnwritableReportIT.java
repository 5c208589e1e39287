package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.SuiteRuns.HEAD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;

/** A report that can't be written does not affect the other reports and the history. */
class UnwritableReportIT {
    private static final String ONE = HEAD + "- { id: ping, prompt: Hi, assert: [{ icontains: ok }] }\n";
    private static final String FULL = "error: The output can't be written: /dev/full: No space left on device.\n";

    @TempDir
    private Path folder;

    private SuiteRuns runs;

    @BeforeEach
    void createRuns() {
        runs = new SuiteRuns(folder);
    }

    private void assertOtherReportsAreWritten() throws IOException {
        assertThat(runs.file("r.xml")).content().contains("name=\"ping\"").endsWith("</testsuite>\n");
        assertThat(runs.jsonl("r.jsonl")).hasSize(1);
        assertThat(runs.jsonl("runs/planted.jsonl"))
                .singleElement()
                .satisfies(run -> assertThat(run.path("exit_code").asInt()).isEqualTo(20));
    }

    private Program smoke(MisbehavingServer server, String... more) {
        String[] kept = {
            "--report",
            "junit=" + runs.file("r.xml"),
            "--report",
            "jsonl=" + runs.file("r.jsonl"),
            "--history",
            runs.file("runs").toString()
        };
        String[] all = new String[more.length + kept.length];
        System.arraycopy(more, 0, all, 0, more.length);
        System.arraycopy(kept, 0, all, more.length, kept.length);
        return runs.smokeCommand(server, ONE, all);
    }

    @Test
    void the_other_reports_and_the_history_are_written_and_the_exit_code_is_70() throws IOException {
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(Bodies.stream("No")))) {
            Run run = smoke(server, "--report", "json=/dev/full", "--report", "jsonl=/dev/full")
                    .run();

            assertThat(run.exitCode()).isEqualTo(70);
            assertThat(run.stderr()).endsWith(FULL + FULL);
            assertThat(run.stdout()).startsWith("failed   ping on luna");
            assertOtherReportsAreWritten();
        }
    }

    @Test
    void a_full_disk_at_stdout_does_not_affect_the_reports() throws IOException {
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(Bodies.stream("No")))) {
            Run run = smoke(server).inShell("\"$@\" >/dev/full").run();

            assertThat(run.exitCode()).isEqualTo(70);
            assertThat(run.stderr()).endsWith("error: The output can't be written: No space left on device.\n");
            assertOtherReportsAreWritten();
        }
    }

    @Test
    void merge_writes_its_other_reports_too() throws IOException {
        Path one = Files.writeString(
                folder.resolve("1.json"),
                "{\"schema_version\":1,\"suite\":\"production\",\"started_at\":\"2026-11-27T11:00:00Z\",\"duration_ms\":1,"
                        + "\"cases\":[{\"id\":\"ping\",\"target\":\"nano\",\"verdict\":\"passed\"}]}");
        Run run = Program.with(
                        "report", "merge", "/dev/full", one.toString(), "--report", "junit=" + runs.file("r.xml"))
                .run();

        assertThat(run).isEqualTo(new Run(70, "", "production: 1 case: 1 passed.\n" + FULL));
        assertThat(runs.file("r.xml")).content().contains("name=\"ping\"").endsWith("</testsuite>\n");
    }
}
