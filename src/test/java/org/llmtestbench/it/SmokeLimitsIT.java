package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.SuiteRuns.HEAD;
import static org.llmtestbench.it.SuiteRuns.many;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** Runs of many cases, and runs that end early: budget, deadline, signal. */
class SmokeLimitsIT {
    private static final Turn OK = Reply.events(Bodies.stream("OK"));
    private static final String HUNDRED_CASES =
            HEAD + "- { id: ping, prompt: 'Hi {{n}}', max_tokens: 64, vars: { n: [" + numbers() + "] } }\n";

    @TempDir
    private Path folder;

    private SuiteRuns runs;

    private static String numbers() {
        StringBuilder numbers = new StringBuilder("0");
        for (int i = 1; i < 100; i++) {
            numbers.append(", ").append(i);
        }
        return numbers.toString();
    }

    @BeforeEach
    void createRuns() {
        runs = new SuiteRuns(folder);
    }

    @Test
    void two_thousand_cases_run_in_little_memory_and_every_report_is_complete() {
        Run run = runs.smokeCommand(
                        many(2000),
                        "--offline",
                        "-j",
                        "64",
                        "--report",
                        "json=" + runs.file("r.json"),
                        "--report",
                        "jsonl=" + runs.file("r.jsonl"),
                        "--report",
                        "junit=" + runs.file("r.xml"))
                .jvm("-Xmx96m")
                .run();

        assertThat(run.exitCode()).as(run.stderr()).isZero();
        JsonNode report = runs.json("r.json");
        assertThat(report.path("summary").path("passed").asInt()).isEqualTo(2000);
        assertThat(report.path("cases")).hasSize(2000);
        for (int i = 0; i < 2000; i++) {
            assertThat(report.path("cases").path(i).path("id").asText()).isEqualTo("say[n=" + i + "]");
        }
        assertThat(runs.jsonl("r.jsonl")).hasSize(2000);
        assertThat(runs.file("r.xml")).content().endsWith("</testsuite>\n");
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).matches("many: 2000 cases: 2000 passed · .*\n");
    }

    @Test
    void the_budget_is_never_exceeded() {
        try (MisbehavingServer server = new MisbehavingServer(OK)) {
            Run run = runs.smokeCommand(server, HUNDRED_CASES, "--budget", "0.0001", "-j", "8", "--json")
                    .run();

            JsonNode report = Bodies.json(run.stdout());
            int calls = server.calls();
            assertThat(run.exitCode()).isEqualTo(21);
            assertThat(report.path("exit_code").asInt()).isEqualTo(21);
            assertThat(calls)
                    .isBetween(1, 99)
                    .isEqualTo(report.path("summary").path("passed").asInt());
            assertThat(report.path("summary").path("not_run").asInt()).isEqualTo(100 - calls);
            assertThat(report.path("summary").path("cost_usd").decimalValue())
                    .isPositive()
                    .isLessThanOrEqualTo(new BigDecimal("0.0001"));
            assertThat(server.requests())
                    .allMatch(request ->
                            Bodies.json(request.body()).path("max_tokens").asInt() == 64);
        }
    }

    @Test
    void a_budget_below_the_cost_of_a_call_sends_nothing() {
        try (MisbehavingServer server = new MisbehavingServer(OK)) {
            Run run = runs.smokeCommand(server, HUNDRED_CASES, "--budget", "0.000001")
                    .run();

            assertThat(run.exitCode()).isEqualTo(21);
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void an_unknown_price_with_a_budget_ends_with_78_unless_allowed() {
        String yaml = HEAD.replace("gpt-6-luna", "own-model") + "- { id: ping, prompt: Hi, max_tokens: 8 }\n";
        try (MisbehavingServer server = new MisbehavingServer(OK)) {
            Run refused = runs.smokeCommand(server, yaml, "--budget", "1").run();

            assertThat(refused.exitCode()).isEqualTo(78);
            assertThat(refused.stderr()).contains("is not known for luna (own-model)", "--allow-unknown-price");
            assertThat(server.calls()).isZero();
            assertThat(runs.smokeCommand(server, yaml, "--budget", "1", "--allow-unknown-price")
                            .run()
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void a_judge_without_a_price_ends_with_78_too() {
        String yaml = HEAD.replace("tests:", "judge: { provider: openai, model: own-model }\ntests:")
                + "- { id: ping, prompt: Hi, max_tokens: 8, assert: [{ llm-rubric: Polite. }] }\n";
        try (MisbehavingServer server = new MisbehavingServer(OK)) {
            Run refused = runs.smokeCommand(server, yaml, "--budget", "1").run();

            assertThat(refused.exitCode()).isEqualTo(78);
            assertThat(refused.stderr()).contains("is not known for judge (own-model)");
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void with_no_content_no_prompt_and_no_answer_is_shown() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(Bodies.stream("zebra")))) {
            String yaml = HEAD + "- { id: ping, prompt: Hi giraffe, assert: [{ contains: lion }] }\n";
            Run run = runs.smokeCommand(
                            server, yaml, "--no-content", "--github", "--report", "jsonl=" + runs.file("r.jsonl"))
                    .run();

            assertThat(run.exitCode()).isEqualTo(20);
            assertThat(run.stdout() + run.stderr() + runs.jsonl("r.jsonl"))
                    .contains("ping", "::error file=")
                    .doesNotContain("zebra", "giraffe", "lion");
        }
    }

    @Test
    void with_alert_after_a_run_fails_only_after_several_failed_runs() {
        String[] options = {"--history", folder.resolve("runs").toString(), "--baseline", "last", "--alert-after", "2"};
        String yaml = HEAD + "- { id: ping, prompt: Hi, assert: [{ icontains: ok }] }\n";
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(Bodies.stream("No")), Reply.events(Bodies.stream("No")), OK)) {
            Run first = runs.smokeCommand(server, yaml, options).run();
            Run second = runs.smokeCommand(server, yaml, options).run();
            Run third = runs.smokeCommand(server, yaml, options).run();

            assertThat(first.exitCode()).isZero();
            assertThat(first.stderr()).contains("no alert yet: 1 of 2 runs in a row", "There is no earlier run");
            assertThat(second.exitCode()).isEqualTo(20);
            assertThat(second.stderr()).contains("Alert: 2 runs failed in a row");
            assertThat(third.exitCode()).isZero();
            assertThat(third.stderr()).contains("Recovered", "newly passing");
        }
    }

    @Test
    void a_dry_run_needs_no_key_and_sends_nothing() {
        try (MisbehavingServer server = new MisbehavingServer(OK)) {
            Run run = runs.smokeCommand(server, HUNDRED_CASES, "--dry-run", "--filter", "ping[n=1?]", "-n", "2")
                    .without("OPENAI_API_KEY")
                    .run();

            assertThat(run.exitCode()).isZero();
            assertThat(run.stdoutLines()).hasSize(11);
            assertThat(run.stdoutLines().get(1)).matches("ping\\[n=10] +luna +2 +\\d+ +64 +\\$0\\.\\d+");
            assertThat(run.stderr()).matches("planted: 10 cases · 20 calls · at most \\$0\\.\\d+ · nothing was sent\n");
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void a_deadline_cancels_calls_in_progress_and_the_other_cases_are_not_run() {
        CountDownLatch never = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(OK, OK, OK.after(never))) {
            Run run = runs.smokeCommand(server, HUNDRED_CASES, "-j", "2", "--deadline", "4s", "--json")
                    .run();

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(Bodies.json(run.stdout()).path("summary").path("not_run").asInt())
                    .isEqualTo(98);
            never.countDown();
        }
    }

    @Test
    void fail_fast_starts_no_more_cases_and_exit_zero_exits_with_zero() {
        try (MisbehavingServer server = new MisbehavingServer(OK, Reply.json(500, "{}"))) {
            Run run = runs.smokeCommand(server, HUNDRED_CASES, "-j", "1", "--fail-fast")
                    .run();

            assertThat(run.exitCode()).isEqualTo(7);
            assertThat(server.calls()).isEqualTo(2);
            assertThat(runs.smokeCommand(server, HUNDRED_CASES, "--fail-fast", "--exit-zero")
                            .run()
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void a_terminated_run_writes_the_reports_of_finished_cases() {
        CountDownLatch never = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(OK, OK, OK, OK.after(never))) {
            Run run = stopped("TERM", server);

            assertThat(run.exitCode()).isEqualTo(143);
            assertThat(runs.json("r.json").path("exit_code").asInt()).isEqualTo(143);
            assertThat(run.stderr()).contains("Terminated: running calls were cancelled.");
            assertThat(runs.json("r.json").path("summary").path("passed").asInt())
                    .isEqualTo(3);
            assertThat(runs.json("r.json").path("summary").path("not_run").asInt())
                    .isEqualTo(97);
            never.countDown();
        }
    }

    @Test
    void a_killed_run_loses_no_finished_case() {
        CountDownLatch never = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(OK, OK, OK, OK.after(never))) {
            Run run = stopped("KILL", server);

            assertThat(run.exitCode()).isEqualTo(137);
            assertThat(runs.jsonl("r.jsonl"))
                    .hasSize(3)
                    .allMatch(each -> each.path("verdict").asText().equals("passed"));
            assertThat(runs.file("r.json")).doesNotExist();
            never.countDown();
        }
    }

    /** Sends the program a signal as soon as three cases are in its JSONL report. */
    private Run stopped(String signal, MisbehavingServer server) {
        String until = "\"$@\" & while [ \"$(wc -l 2>/dev/null < " + runs.file("r.jsonl")
                + ")\" != 3 ]; do sleep 0.05; done; kill -" + signal + " $!; wait $!";
        return runs.smokeCommand(
                        server,
                        HUNDRED_CASES,
                        "-j",
                        "1",
                        "--report",
                        "json=" + runs.file("r.json"),
                        "--report",
                        "jsonl=" + runs.file("r.jsonl"))
                .inShell(until)
                .run();
    }

    @Test
    void an_interrupted_run_writes_its_reports_too() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(OK, OK, OK, OK.after(never))) {
            Run run = runs.smokeCommand(server, HUNDRED_CASES, "-j", "1", "--report", "json=" + runs.file("r.json"))
                    .typing("\u0003", "3 of 100")
                    .onATerminal()
                    .run();

            assertThat(run.exitCode()).isEqualTo(130);
            assertThat(runs.json("r.json").path("exit_code").asInt()).isEqualTo(130);
            assertThat(runs.json("r.json").path("summary").path("passed").asInt())
                    .isEqualTo(3);
            assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(List.of("suite.yaml", "r.json"));
            never.countDown();
        }
    }
}
