package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.asking;
import static org.llmtestbench.it.Program.askingAt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** What a person sees while an answer is on its way. */
class TerminalIT {
    /** Longer than anybody is patient. */
    private static final Duration LONG = Duration.ofMillis(500);

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    private Path folder;

    private static Program slowly(String... args) {
        return asking(vendor.streamsSlowly(LONG, "one ", "two"), args).env("NO_COLOR", "1");
    }

    /** The lines as they stand in the end: what follows a carriage return is written over what was there. */
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
    void a_spinner_turns_until_the_text_comes_and_leaves_nothing_behind() {
        Run run = slowly("Hi", "-s").env("LANG", "C.UTF-8").onATerminal().run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).contains("\r⠋ waiting 0.").doesNotContain("\u001b");
        assertThat(run.stdout().substring(run.stdout().indexOf("one"))).doesNotContain("waiting", "tokens 0.");
        assertThat(screen(run.stdout())).matches("one two\ngpt-6-luna-2026-09-01 · .* · stop\n");
    }

    @Test
    void a_whole_answer_is_waited_for_as_well() {
        Run run = slowly("Hi").env("LANG", "C").onATerminal().run();

        assertThat(run.stdout()).contains("\r| waiting 0.");
        assertThat(screen(run.stdout())).doesNotContain("waiting");
    }

    @Test
    void beside_a_file_the_tokens_are_counted() {
        Path file = folder.resolve("answer");
        Run run = slowly("Hi", "-s", "-v").onATerminal(" >" + file).run();

        assertThat(run.exitCode()).isZero();
        assertThat(file).hasContent("one two\n");
        assertThat(run.stdout()).contains("waiting 0.");
        assertThat(screen(run.stdout())).matches("attempt 1 · HTTP 200 · .*\ngpt-6-luna-2026-09-01 · .* · stop\n");
    }

    @Test
    void nothing_turns_where_it_would_not_do() {
        assertThat(slowly("Hi", "-s").onATerminal().env("TERM", "dumb").run().stdout())
                .startsWith("one two\r\n");
        assertThat(slowly("Hi", "-s", "-q").onATerminal().run().stdout()).isEqualTo("one two\r\n");
        assertThat(slowly("Hi", "-s", "--json").onATerminal().run().stdout()).startsWith("{\"type\":\"delta\"");
        assertThat(slowly("Hi", "-s").run().stderr()).startsWith("gpt-6-luna");
        assertThat(slowly("Hi", "-s", "-q").onATerminal(" 2>/dev/null").run().stdout())
                .isEqualTo("one two\r\n");
    }

    @Test
    void an_interrupt_clears_the_line() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Run run = askingAt("http://127.0.0.1:" + silent.getLocalPort() + "/v1", "Hi", "-s")
                    .typing("\u0003", "waiting 0.")
                    .onATerminal()
                    .run();

            assertThat(run.exitCode()).isEqualTo(130);
            assertThat(screen(run.stdout())).doesNotContain("waiting");
        }
    }
}
