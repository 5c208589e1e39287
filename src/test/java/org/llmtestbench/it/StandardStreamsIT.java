package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.it.Program.Run;

/** Closed pipes, full disks and terminals at the standard streams. */
class StandardStreamsIT {
    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static Program onATerminal(String... args) {
        return testCommand(vendor, args).onATerminal();
    }

    @Test
    void a_closed_pipe_is_not_an_error() {
        Run run = testCommand(vendor.streams("one\n", "two\n", "three\n", "four\n"), "Hi", "-s", "-q")
                .inShell("{ \"$@\"; echo \"exit $?\" >&2; } | head -n 0")
                .run();

        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).isEqualTo("exit 0\n");
    }

    @Test
    void a_full_disk_is_an_error() {
        Run run = testCommand(vendor.answers("Yes."), "Hi")
                .inShell("\"$@\" > /dev/full")
                .run();

        assertThat(run).isEqualTo(new Run(70, "", "error: The output can't be written: No space left on device.\n"));
    }

    @Test
    void help_that_cannot_be_written_is_an_error_too() {
        Run run = with("test", "--help").inShell("\"$@\" > /dev/full").run();

        assertThat(run).isEqualTo(new Run(70, "", "error: The output can't be written: No space left on device.\n"));
    }

    @Test
    void a_closed_stderr_changes_nothing() {
        Run run =
                testCommand(vendor.answers("Yes."), "Hi").inShell("\"$@\" 2>&-").run();

        assertThat(run).isEqualTo(new Run(0, "Yes.\n", ""));
    }

    @Test
    void a_terminal_gets_colours() {
        vendor.answers("Yes.");
        Run run = onATerminal("Hi").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).contains("Yes.\r\n\u001b[2mgpt-6-luna-2026-09-01 · ");
    }

    @Test
    void a_terminal_gets_no_colours_with_no_color_or_without_a_terminal_type() {
        vendor.answers("Yes.");
        Run run = onATerminal("Hi").env("NO_COLOR", "1").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).contains("Yes.\r\ngpt-6-luna-2026-09-01 · ").doesNotContain("\u001b");

        vendor.answers("Yes.");
        assertThat(onATerminal("Hi").env("TERM", "").run().stdout()).doesNotContain("\u001b", "waiting");
    }

    @Test
    void a_terminal_is_not_a_source_of_the_prompt() {
        Run run = onATerminal("--offline").env("NO_COLOR", "1").run();

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.stdout())
                .isEqualTo("error: There is no prompt.\r\nhint:  Give one as an argument, with --prompt,"
                        + " with --prompt-file, or through a pipe.\r\n");
    }
}
