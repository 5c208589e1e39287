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

/** A reader of stdout that has gone silences the output, and changes neither the exit code nor the history. */
class ClosedPipeIT {
    private static final String INTO_NOTHING = "{ \"$@\"; echo \"exit $?\" >&2; } | true";
    private static final Turn NO = Reply.events(Bodies.stream("No"));
    private static final Turn KEY =
            Reply.json(401, Bodies.error("invalid_request_error", "invalid_api_key", "Incorrect API key"));

    @ParameterizedTest
    @ValueSource(strings = {"json", "pretty", "junit", "jsonl", "md", "html"})
    void a_failing_suite_keeps_its_exit_code_and_its_history(String format, @TempDir Path folder) {
        SuiteRuns runs = new SuiteRuns(folder);
        String yaml = HEAD + "- { id: ping, prompt: Hi, assert: [{ icontains: ok }] }\n";
        try (MisbehavingServer server = new MisbehavingServer(NO)) {
            Run run = runs.asking(
                            server,
                            yaml,
                            "--output-format",
                            format,
                            "--history",
                            folder.resolve("runs").toString())
                    .inShell(INTO_NOTHING)
                    .run();

            assertThat(run.stderr()).endsWith("exit 20\n").doesNotContain("error:");
            assertThat(runs.jsonl("runs/planted.jsonl"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.path("exit_code").asInt()).isEqualTo(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "json", "json-pretty", "pretty"})
    void a_failing_call_keeps_its_exit_code(String format) {
        try (MisbehavingServer server = new MisbehavingServer(KEY)) {
            Run whole = Program.askingAt(server.baseUrl(), "Hi", "-o", format)
                    .inShell(INTO_NOTHING)
                    .run();
            Run streamed = Program.askingAt(server.baseUrl(), "Hi", "-o", format, "-s")
                    .inShell(INTO_NOTHING)
                    .run();

            assertThat(whole.stderr()).endsWith("exit 1\n");
            assertThat(streamed.stderr()).endsWith("exit 1\n");
        }
    }

    @Test
    void a_stream_that_breaks_after_the_reader_has_gone_keeps_its_exit_code() {
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(Bodies.role() + Bodies.texts("one", "two")))) {
            Run run = Program.askingAt(server.baseUrl(), "Hi", "-s")
                    .inShell(INTO_NOTHING)
                    .run();

            assertThat(run.stderr()).endsWith("exit 11\n");
        }
    }
}
