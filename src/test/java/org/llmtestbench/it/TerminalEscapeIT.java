package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** Control sequences in the responses of a provider, which a terminal would execute. */
class TerminalEscapeIT {
    /** Clears the screen, sets the window title and the clipboard, reverses the text direction, rings; has a NUL. */
    private static final String HOSTILE =
            "X\\u001b[2J\\u001b]0;title\\u0007\\u001b]52;c;ZXZpbA==\\u0007\\u009b2J\\u202e\\u0000Y";

    private static final String CONTROL_SEQUENCES =
            "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1A\\x1C-\\x1F\\x7F-\\x9F\\u202A-\\u202E]" + "|\\x1B(?!\\[(0|2|31|33|36)m)";

    @TempDir
    private Path folder;

    private record Row(String name, Turn turn, List<String> command) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, Turn turn, String... command) {
        return new Row(name, turn, List.of(command));
    }

    private static String openai(String text, String model) {
        return "{\"id\":\"c1\",\"model\":\"" + model + "\",\"choices\":[{\"message\":{\"content\":\"" + text
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}";
    }

    private static String anthropic(String text, String model) {
        return "{\"type\":\"message\",\"model\":\"" + model + "\",\"content\":[{\"type\":\"text\",\"text\":\"" + text
                + "\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":9,\"output_tokens\":2}}";
    }

    private static String openaiEvent(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static String anthropicEvent(String text) {
        return "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                + text + "\"}}\n\n";
    }

    /** Each control sequence is split after its first character. */
    private static Turn openaiPieces() {
        return Reply.events(openaiEvent("X\\u001b") + openaiEvent("[2J\\u001b]52;c;ZXZpbA==") + openaiEvent("\\u0007Y")
                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    }

    private static Turn anthropicPieces() {
        return Reply.events("data: {\"type\":\"message_start\",\"message\":{\"model\":\"" + HOSTILE
                + "\",\"usage\":{\"input_tokens\":9}}}\n\n"
                + anthropicEvent("X\\u001b") + anthropicEvent("[2J\\u001b]52;c;ZXZpbA==") + anthropicEvent("\\u0007Y")
                + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                + "\"usage\":{\"output_tokens\":2}}\n\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    static Stream<Row> rows() {
        String error = "{\"error\":{\"message\":\"" + HOSTILE + "\",\"type\":\"" + HOSTILE + "\"}}";
        return Stream.of(
                row("an answer", Reply.json(200, openai(HOSTILE, HOSTILE)), "test", "openai", "-m", "m", "Hi"),
                row(
                        "an answer of the other dialect",
                        Reply.json(200, anthropic(HOSTILE, HOSTILE)),
                        "test",
                        "anthropic",
                        "-m",
                        "m",
                        "Hi"),
                row("a stream", openaiPieces(), "test", "openai", "-m", "m", "Hi", "-s", "-v"),
                row("a stream of the other dialect", anthropicPieces(), "test", "anthropic", "-m", "m", "Hi", "-s"),
                row("plain text", Reply.json(200, openai(HOSTILE, "m")), "test", "openai", "-m", "m", "Hi", "-oplain"),
                row(
                        "a result object",
                        Reply.json(200, openai(HOSTILE, "m")),
                        "test",
                        "openai",
                        "-m",
                        "m",
                        "Hi",
                        "--json"),
                row("a refusal", Reply.json(400, error), "test", "openai", "-m", "m", "Hi", "-v"),
                row("a refusal of the other dialect", Reply.json(400, error), "test", "anthropic", "-m", "m", "Hi"),
                row(
                        "a finish reason and a request id",
                        Reply.json(
                                200,
                                openai("X Y", "m")
                                        .replace("\"stop\"", "\"" + HOSTILE + "\"")
                                        .replace("\"c1\"", "\"" + HOSTILE + "\"")),
                        "test",
                        "openai",
                        "-m",
                        "m",
                        "Hi",
                        "-v"),
                row("a comparison", openaiPieces(), "test", "openai/a", "openai/b", "Hi"),
                row(
                        "a list of models",
                        Reply.json(200, "{\"data\":[{\"id\":\"" + HOSTILE + "\"}]}"),
                        "models",
                        "openai",
                        "--live"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void no_control_sequence_reaches_a_terminal(Row row) {
        try (MisbehavingServer server = new MisbehavingServer(row.turn())) {
            List<String> command = new ArrayList<>(row.command());
            command.addAll(List.of("--base-url", server.baseUrl(), "--api-key-env", "''"));
            Run run = with(command.toArray(String[]::new)).onATerminal().run();

            assertThat(run.stdout()).contains("X", "Y").doesNotContainPattern(CONTROL_SEQUENCES);
        }
    }

    @Test
    void no_control_sequence_of_a_suite_run_reaches_a_terminal() throws IOException {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, openai(HOSTILE, HOSTILE)))) {
            Files.writeString(folder.resolve("suite.yaml"), """
                    version: 1
                    name: hostile
                    targets: [{ id: m, provider: openai, model: m }]
                    tests: [{ id: t, prompt: Hi, assert: [{ contains: absent }] }]
                    """);
            for (String format : List.of("pretty", "json")) {
                Run run = with("smoke", folder.resolve("suite.yaml").toString(), "-o" + format)
                        .setting("BASE_URL", server.baseUrl())
                        .setting("API_KEY_ENV", "")
                        .onATerminal()
                        .run();

                assertThat(run.exitCode()).as(run.stdout()).isEqualTo(20);
                assertThat(run.stdout()).contains("X", "Y").doesNotContainPattern(CONTROL_SEQUENCES);
            }
        }
    }

    @Test
    void no_control_sequence_of_the_configuration_reaches_a_terminal() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bench.toml"),
                "[providers.mine]\nbase_url = \"http://127.0.0.1:1\"\ndefault_model = \"" + HOSTILE + "\"\n");
        for (List<String> command : List.of(List.of("providers"), List.of("config", "show", "mine"))) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of("--config", file.toString()));
            Run run = with(all.toArray(String[]::new)).onATerminal().run();

            assertThat(run.exitCode()).as(run.stdout()).isZero();
            assertThat(run.stdout()).contains("X", "Y").doesNotContainPattern(CONTROL_SEQUENCES);
        }
    }

    @Test
    void a_pipe_gets_the_unchanged_answer() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, openai(HOSTILE, "m")))) {
            Run run = with("test", "openai", "-m", "m", "Hi", "--base-url", server.baseUrl(), "--api-key-env", "")
                    .run();

            assertThat(run.stdout())
                    .isEqualTo("X\u001b[2J\u001b]0;title\u0007\u001b]52;c;ZXZpbA==\u0007\u009b2J\u202e\u0000Y\n");
        }
    }
}
