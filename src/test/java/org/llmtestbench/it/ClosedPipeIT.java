package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.SuiteRuns.HEAD;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** A closed pipe at stdout drops the output, but changes neither the exit code nor the history. */
class ClosedPipeIT {
    private static final String INTO_CLOSED_PIPE = "{ \"$@\"; echo \"exit $?\" >&2; } | true";
    private static final Turn WRONG_ANSWER = Reply.events(Bodies.stream("No"));
    private static final Turn INVALID_KEY =
            Reply.json(401, Bodies.error("invalid_request_error", "invalid_api_key", "Incorrect API key"));

    @ParameterizedTest
    @ValueSource(strings = {"json", "pretty", "junit", "jsonl", "md", "html"})
    void a_failing_suite_keeps_its_exit_code_and_its_history(String format, @TempDir Path folder) {
        SuiteRuns runs = new SuiteRuns(folder);
        String yaml = HEAD + "- { id: ping, prompt: Hi, assert: [{ icontains: ok }] }\n";
        try (MisbehavingServer server = new MisbehavingServer(WRONG_ANSWER)) {
            Run run = runs.smokeCommand(
                            server,
                            yaml,
                            "--output-format",
                            format,
                            "--history",
                            folder.resolve("runs").toString())
                    .inShell(INTO_CLOSED_PIPE)
                    .run();

            assertThat(run.stderr()).endsWith("exit 20\n").doesNotContain("error:");
            assertThat(runs.jsonl("runs/planted.jsonl"))
                    .singleElement()
                    .satisfies(
                            each -> assertThat(each.path("exit_code").asInt()).isEqualTo(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "json", "json-pretty", "pretty"})
    void a_failing_call_keeps_its_exit_code(String format) {
        try (MisbehavingServer server = new MisbehavingServer(INVALID_KEY)) {
            Run whole = Program.testCommandAt(server.baseUrl(), "Hi", "-o", format)
                    .inShell(INTO_CLOSED_PIPE)
                    .run();
            Run streamed = Program.testCommandAt(server.baseUrl(), "Hi", "-o", format, "-s")
                    .inShell(INTO_CLOSED_PIPE)
                    .run();

            assertThat(whole.stderr()).endsWith("exit 1\n");
            assertThat(streamed.stderr()).endsWith("exit 1\n");
        }
    }

    @Test
    void a_stream_that_fails_after_the_pipe_is_closed_keeps_its_exit_code() {
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(Bodies.role() + Bodies.texts("one", "two")))) {
            Run run = Program.testCommandAt(server.baseUrl(), "Hi", "-s")
                    .inShell(INTO_CLOSED_PIPE)
                    .run();

            assertThat(run.stderr()).endsWith("exit 11\n");
        }
    }
}
