package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.SuiteRuns.HEAD;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** Answers that were paid for before a budget or a deadline ended a case are in every report. */
class PartialCaseIT {
    private static final Turn OK = Reply.events(Bodies.stream("OK"));

    @TempDir
    private Path folder;

    private SuiteRuns runs;

    @BeforeEach
    void createRuns() {
        runs = new SuiteRuns(folder);
    }

    private static void assertAnswersAreKept(JsonNode report, int answers, String endReason) {
        assertThat(report.path("summary").path("not_run").asInt()).isOne();
        JsonNode only = report.path("cases").path(0);
        assertThat(only.path("verdict").asText()).isEqualTo("not_run");
        assertThat(only.path("end_reason").asText()).isEqualTo(endReason);
        assertThat(only.path("runs"))
                .hasSize(answers)
                .allMatch(run -> run.path("content").asText().equals("OK"));
        BigDecimal cost = BigDecimal.ZERO;
        for (JsonNode run : only.path("runs")) {
            cost = cost.add(run.path("cost_usd").decimalValue());
        }
        assertThat(report.path("summary").path("cost_usd").decimalValue())
                .isPositive()
                .isEqualByComparingTo(cost);
    }

    @Test
    void answers_before_the_budget_ends_the_run_are_kept() {
        String yaml = HEAD + "- { id: ping, prompt: Hi, max_tokens: 64, repeat: 100 }\n";
        try (MisbehavingServer server = new MisbehavingServer(OK)) {
            Run run = runs.smokeCommand(
                            server, yaml, "--budget", "0.0001", "--json", "--report", "jsonl=" + runs.file("r.jsonl"))
                    .run();

            assertThat(run.exitCode()).isEqualTo(21);
            assertThat(server.calls()).isBetween(1, 99);
            assertAnswersAreKept(Bodies.json(run.stdout()), server.calls(), "budget");
            assertThat(runs.jsonl("r.jsonl"))
                    .singleElement()
                    .satisfies(each -> assertThat(each.path("runs")).hasSize(server.calls()));
        }
    }

    @Test
    void answers_before_the_deadline_are_kept() {
        String yaml = HEAD + "- { id: ping, prompt: Hi, repeat: 4 }\n";
        CountDownLatch never = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(OK, OK, OK.after(never))) {
            Run run = runs.smokeCommand(server, yaml, "--deadline", "4s", "--json")
                    .run();

            assertThat(run.exitCode()).isEqualTo(5);
            assertAnswersAreKept(Bodies.json(run.stdout()), 2, "deadline");
            never.countDown();
        }
    }
}
