package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** The sources of the prompt. */
class PromptIT {
    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    private Path folder;

    private String sentPrompt() {
        assertThat(vendor.calls()).isEqualTo(1);
        return vendor.body().path("messages").path(0).path("content").textValue();
    }

    private static void assertUsageError(Run run, String stderr) {
        assertThat(run).isEqualTo(new Run(64, "", stderr));
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void the_argument_is_the_prompt_in_any_locale_and_stdin_is_not_read() {
        // as bytes through the shell, because this JVM can be without a locale too
        String prompt = "$(printf '@Gr\\303\\274\\303\\237e \\360\\237\\231\\202')";
        Run run = testCommand(vendor.answers("Yes."), "-o", "plain")
                .stdin("left over")
                .inShell("\"$@\" \"" + prompt + "\"; cat")
                .run();

        assertThat(run.stdout()).isEqualTo("Yes.\nleft over");
        assertThat(sentPrompt()).isEqualTo("@Grüße 🙂");
    }

    @Test
    void the_option_is_the_prompt_and_an_open_stdin_is_not_read() {
        Run run = testCommand(vendor.answers("Yes."), "-p", "Hi\nyou", "-o", "plain")
                .stdinThatNeverEnds()
                .run();

        assertThat(run).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(sentPrompt()).isEqualTo("Hi\nyou");
    }

    @Test
    void a_file_is_the_prompt_without_its_last_line_feed() throws IOException {
        Path file = Files.writeString(folder.resolve("prompt.txt"), "\uFEFFGrüße\n\nBob\n");

        Run run = testCommand(vendor.answers("Yes."), "--prompt-file", file.toString())
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(sentPrompt()).isEqualTo("Grüße\n\nBob");
    }

    @Test
    void a_pipe_is_the_prompt() {
        assertThat(testCommand(vendor.answers("Yes.")).stdin("Grüße\n").run().exitCode())
                .isZero();
        assertThat(sentPrompt()).isEqualTo("Grüße");
    }

    @Test
    void a_dash_reads_stdin() {
        assertThat(testCommand(vendor.answers("Yes."), "-").stdin("Hi").run().exitCode())
                .isZero();
        assertThat(sentPrompt()).isEqualTo("Hi");
    }

    @Test
    void two_prompts_are_an_error() {
        assertUsageError(testCommand(vendor, "Hi", "-p", "Hello").run(), """
                error: There are 2 prompts.
                hint:  Give one: as an argument, with --prompt, with --prompt-file, or through a pipe.
                """);
    }

    @Test
    void a_blank_prompt_is_an_error() {
        assertUsageError(testCommand(vendor, "-p", " \n").run(), """
                error: The prompt is empty.
                hint:  Nothing was sent.
                """);
    }

    @Test
    void an_empty_stdin_is_an_error() {
        assertUsageError(testCommand(vendor).run(), """
                error: The prompt is empty.
                hint:  Nothing was sent.
                """);
    }

    @Test
    void a_closed_stdin_is_an_error() {
        assertUsageError(testCommand(vendor).inShell("exec \"$@\" <&-").run(), """
                error: There is no prompt.
                hint:  Give one as an argument, with --prompt, with --prompt-file, or through a pipe.
                """);
    }

    @Test
    void a_missing_file_is_an_error() {
        String file = folder.resolve("nowhere.txt").toString();
        assertUsageError(
                testCommand(vendor, "-f", file).run(),
                "error: The prompt file " + file + " can't be read: there is no such file.\n");
    }

    @Test
    void a_folder_as_prompt_file_is_an_error() {
        assertUsageError(
                testCommand(vendor, "-f", folder.toString()).run(),
                "error: The prompt file " + folder + " can't be read: it is a directory.\n");
    }

    @Test
    void a_prompt_must_be_utf_8() {
        assertUsageError(
                testCommand(vendor).stdin(new byte[] {'H', (byte) 0xE4}).run(),
                "error: The prompt from standard input is not UTF-8 text.\n");
    }
}
