package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.testCommandAt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** The spinner on a terminal while a call is in progress. */
class TerminalIT {
    /** Longer than the delay before the spinner starts. */
    private static final Duration DELAY = Duration.ofMillis(500);

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    private Path folder;

    private static Program delayedCall(String... args) {
        return testCommand(vendor.streamsAfter(DELAY, "one ", "two"), args).env("NO_COLOR", "1");
    }

    /** The final content of the screen: text after a carriage return overwrites the line. */
    private static String screen(String written) {
        StringBuilder screen = new StringBuilder();
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (char c : written.toCharArray()) {
            if (c == '\n') {
                screen.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                column = 0;
            } else if (c == '\r') {
                column = 0;
            } else {
                line.replace(column, Math.min(column + 1, line.length()), String.valueOf(c));
                column++;
            }
        }
        return screen + line.toString().stripTrailing();
    }

    @Test
    void the_spinner_is_shown_until_the_first_text_and_is_cleared() {
        Run run = delayedCall("Hi", "-s").env("LANG", "C.UTF-8").onATerminal().run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).contains("\r⠋ waiting 0.").doesNotContain("\u001b");
        assertThat(run.stdout().substring(run.stdout().indexOf("one"))).doesNotContain("waiting", "tokens 0.");
        assertThat(screen(run.stdout())).matches("one two\ngpt-6-luna-2026-09-01 · .* · stop\n");
    }

    @Test
    void the_spinner_is_shown_without_streaming_too() {
        Run run = delayedCall("Hi").env("LANG", "C").onATerminal().run();

        assertThat(run.stdout()).contains("\r| waiting 0.");
        assertThat(screen(run.stdout())).doesNotContain("waiting");
    }

    @Test
    void with_stdout_in_a_file_the_tokens_are_counted() {
        Path file = folder.resolve("answer");
        Run run = delayedCall("Hi", "-s", "-v").onATerminal(" >" + file).run();

        assertThat(run.exitCode()).isZero();
        assertThat(file).hasContent("one two\n");
        assertThat(run.stdout()).contains("waiting 0.");
        assertThat(screen(run.stdout())).matches("attempt 1 · HTTP 200 · .*\ngpt-6-luna-2026-09-01 · .* · stop\n");
    }

    @Test
    void there_is_no_spinner_on_a_dumb_terminal_with_quiet_with_json_or_without_a_terminal() {
        assertThat(delayedCall("Hi", "-s")
                        .onATerminal()
                        .env("TERM", "dumb")
                        .run()
                        .stdout())
                .startsWith("one two\r\n");
        assertThat(delayedCall("Hi", "-s", "-q").onATerminal().run().stdout()).isEqualTo("one two\r\n");
        assertThat(delayedCall("Hi", "-s", "--json").onATerminal().run().stdout())
                .startsWith("{\"type\":\"delta\"");
        assertThat(delayedCall("Hi", "-s").run().stderr()).startsWith("gpt-6-luna");
        assertThat(delayedCall("Hi", "-s", "-q")
                        .onATerminal(" 2>/dev/null")
                        .run()
                        .stdout())
                .isEqualTo("one two\r\n");
    }

    @Test
    void an_interrupt_clears_the_spinner() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Run run = testCommandAt("http://127.0.0.1:" + silent.getLocalPort() + "/v1", "Hi", "-s")
                    .typing("\u0003", "waiting 0.")
                    .onATerminal()
                    .run();

            assertThat(run.exitCode()).isEqualTo(130);
            assertThat(screen(run.stdout())).doesNotContain("waiting");
        }
    }
}
