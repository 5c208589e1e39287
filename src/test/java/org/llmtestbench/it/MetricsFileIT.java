package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;

/** A file for node_exporter's textfile collector. */
class MetricsFileIT {
    private static final Reply OK = Reply.events(Bodies.stream("Yes."));

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Without buckets, and with the values that differ each time masked. */
    private List<String> samples(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("#") && !line.contains("_bucket{"))
                .map(line -> line.replace(",otel_scope_name=\"llm-test-bench\"", "")
                        .replace("otel_scope_name=\"llm-test-bench\",", "")
                        .replaceFirst(",server_port=\"\\d+\"", "")
                        .replaceFirst("(seconds(_sum)?\\{.*}) [\\d.E]+$", "$1 TIME"))
                .toList();
    }

    @Test
    void the_metrics_of_a_call_replace_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("llm.prom"), "old");
        Run run = testCommand(vendor.answers("Yes."), "Hi", "--json", "--metrics-file", file.toString())
                .run();

        assertThat(run.exitCode()).isZero();
        String call = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                + "gen_ai_request_model=\"gpt-6-luna\",gen_ai_response_model=\"gpt-6-luna-2026-09-01\"";
        String there = ",server_address=\"127.0.0.1\"";
        assertThat(samples("llm.prom"))
                .containsExactly(
                        "gen_ai_client_operation_duration_seconds_count{" + call + there + "} 1",
                        "gen_ai_client_operation_duration_seconds_sum{" + call + there + "} TIME",
                        "gen_ai_client_token_usage_count{" + call + ",gen_ai_token_type=\"input\"" + there + "} 1",
                        "gen_ai_client_token_usage_sum{" + call + ",gen_ai_token_type=\"input\"" + there + "} 9.0",
                        "gen_ai_client_token_usage_count{" + call + ",gen_ai_token_type=\"output\"" + there + "} 1",
                        "gen_ai_client_token_usage_sum{" + call + ",gen_ai_token_type=\"output\"" + there + "} 5.0",
                        "llm_test_bench_cost_usd_total{" + call + there + "} "
                                + Result.of(run.stdout())
                                        .json()
                                        .path("cost_usd")
                                        .asDouble());
        assertThat(files()).containsExactly("llm.prom");
        assertThat(Files.readString(file)).doesNotContain(Vendor.KEY, "Yes.", "Hi", "chatcmpl", "req_");
    }

    @Test
    void a_run_of_a_suite_is_written_as_probe_metrics() throws IOException {
        SuiteRuns runs = new SuiteRuns(folder);
        Instant before = Instant.now();
        try (MisbehavingServer server = new MisbehavingServer(OK, OK)) {
            Run run = runs.smokeCommand(
                            server,
                            SuiteRuns.HEAD + "- { id: a, prompt: Hi, assert: [{ contains: 'Yes.' }] }\n"
                                    + "- { id: b, prompt: Hi, assert: [{ contains: 'Never' }] }\n",
                            "--exit-zero",
                            "--metrics-file",
                            runs.file("llm.prom").toString())
                    .run();
            assertThat(run.exitCode()).isZero();
        }

        assertThat(samples("llm.prom"))
                .contains(
                        "probe_cases{suite=\"planted\",verdict=\"errored\"} 0.0",
                        "probe_cases{suite=\"planted\",verdict=\"failed\"} 1.0",
                        "probe_cases{suite=\"planted\",verdict=\"flaky\"} 0.0",
                        "probe_cases{suite=\"planted\",verdict=\"not_run\"} 0.0",
                        "probe_cases{suite=\"planted\",verdict=\"passed\"} 1.0",
                        "probe_cases{suite=\"planted\",verdict=\"silent\"} 0.0",
                        "probe_duration_seconds{suite=\"planted\"} TIME",
                        "probe_last_run_timestamp_seconds{suite=\"planted\"} TIME",
                        "probe_success{suite=\"planted\"} 0.0")
                .anyMatch(line -> line.startsWith("gen_ai_client_operation_duration_seconds_count{")
                        && line.contains("llm_test_bench_suite=\"planted\"")
                        && line.endsWith(" 2"));
        String stamp = Files.readAllLines(folder.resolve("llm.prom"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("probe_last_run_timestamp_seconds{"))
                .map(line -> line.replaceFirst(".* ", ""))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(stamp))
                .isBetween(before.toEpochMilli() / 1e3, Instant.now().toEpochMilli() / 1e3);
    }

    @Test
    void a_run_that_ends_with_its_budget_is_not_a_success() throws IOException {
        SuiteRuns runs = new SuiteRuns(folder);
        try (MisbehavingServer server = new MisbehavingServer(OK)) {
            Run run = runs.smokeCommand(
                            server,
                            SuiteRuns.HEAD + "- { id: a, prompt: Hi, max_tokens: 9, vars: { n: [1, 2] } }\n",
                            "--budget",
                            "0.0000001",
                            "--metrics-file",
                            runs.file("llm.prom").toString())
                    .run();
            assertThat(run.exitCode()).isEqualTo(21);
        }

        assertThat(samples("llm.prom"))
                .contains(
                        "probe_success{suite=\"planted\"} 0.0",
                        "probe_cases{suite=\"planted\",verdict=\"not_run\"} 2.0");
    }

    @Test
    void a_terminated_run_is_written_too() throws IOException {
        SuiteRuns runs = new SuiteRuns(folder);
        CountDownLatch never = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(OK, OK.after(never))) {
            String cases = SuiteRuns.HEAD + "- { id: a, prompt: 'Say {{n}}', vars: { n: [1, 2, 3] } }\n";
            Run run = runs.smokeCommand(
                            server,
                            cases,
                            "-j",
                            "1",
                            "--report",
                            "jsonl=" + runs.file("r.jsonl"),
                            "--metrics-file",
                            runs.file("llm.prom").toString())
                    .inShell("\"$@\" & while [ \"$(wc -l 2>/dev/null < " + runs.file("r.jsonl")
                            + ")\" != 1 ]; do sleep 0.05; done; kill -TERM $!; wait $!")
                    .run();

            assertThat(run.exitCode()).isEqualTo(143);
            never.countDown();
        }
        assertThat(samples("llm.prom"))
                .contains(
                        "probe_success{suite=\"planted\"} 0.0",
                        "probe_cases{suite=\"planted\",verdict=\"passed\"} 1.0",
                        "probe_cases{suite=\"planted\",verdict=\"not_run\"} 2.0");
    }

    @Test
    void a_missing_folder_is_reported_before_anything_is_sent() {
        Path file = folder.resolve("nowhere").resolve("llm.prom");
        Run run = testCommand(vendor, "Hi", "--metrics-file", file.toString()).run();

        assertThat(run)
                .isEqualTo(new Run(
                        64,
                        "",
                        "error: The metrics file " + file + " can't be written: there is no folder " + file.getParent()
                                + ".\nhint:  Choose another file: --metrics-file FILE.\n"));
        assertThat(vendor.calls()).isZero();
        assertThat(testCommand(vendor, "Hi", "--metrics-file", folder.toString())
                        .run()
                        .stderr())
                .startsWith("error: The metrics file " + folder + " can't be written: it is a folder.\n");
    }

    @Test
    void a_full_disk_is_an_error_after_the_answer() {
        Run run = testCommand(vendor.answers("Yes."), "Hi", "-q", "--metrics-file", "/dev/full")
                .run();

        assertThat(run)
                .isEqualTo(new Run(
                        70, "Yes.\n", "error: The output can't be written: /dev/full: No space left on device.\n"));
    }
}
