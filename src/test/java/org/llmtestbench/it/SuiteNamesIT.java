package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** Suites with the same name or the same file in one command. */
class SuiteNamesIT {
    @TempDir
    private Path folder;

    private String suite(String file, String name) throws IOException {
        String yaml = "name: '" + name + "'\ntargets: [{ provider: simulator }]\ntests: [{ id: hi, prompt: Hi }]\n";
        return Files.writeString(folder.resolve(file), yaml).toString();
    }

    private static Run smoke(String... args) {
        return Program.with(args).run();
    }

    @Test
    void suites_that_write_to_the_same_report_or_history_are_an_error_before_the_run() throws IOException {
        String one = suite("1.yaml", "same");
        String two = suite("2.yaml", "same");
        String spaced = suite("3.yaml", "a b");
        String joined = suite("4.yaml", "a_b");
        Path kept = folder.resolve("kept");

        assertUsageError(
                smoke("smoke", one, two, "--offline", "--history", kept.toString()),
                "The suite 'same' of " + one + " and the suite 'same' of " + two + " both write to " + kept
                        + "/same.jsonl.");
        assertUsageError(
                smoke("smoke", spaced, joined, "--offline", "--report", "json=" + kept + "/{suite}.json"),
                "The suite 'a b' of " + spaced + " and the suite 'a_b' of " + joined + " both write to " + kept
                        + "/a_b.json.");
        assertThat(kept).doesNotExist();
    }

    private static void assertUsageError(Run run, String message) {
        assertThat(run)
                .isEqualTo(new Run(
                        64,
                        "",
                        "error: " + message
                                + "\nhint:  Give one of them another name (the key name of its file), or run"
                                + " them in separate commands with different files.\n"));
    }

    @Test
    void two_paths_to_one_file_are_one_suite() throws IOException {
        String one = suite("1.yaml", "same");
        Path report = folder.resolve("report.json");
        Path history = folder.resolve("history");

        Run run = smoke(
                "smoke",
                one,
                folder + "/./1.yaml",
                "--offline",
                "--report",
                "json=" + report,
                "--history",
                history.toString());

        assertThat(run.exitCode()).as(run.stderr()).isZero();
        assertThat(report).exists();
        assertThat(Files.readAllLines(history.resolve("same.jsonl"))).hasSize(1);
    }

    @Test
    void different_names_have_different_files() throws IOException {
        Run run = smoke(
                "smoke",
                suite("1.yaml", "a b"),
                suite("2.yaml", "a-b"),
                "--offline",
                "--report",
                "json=" + folder + "/{suite}.json");

        assertThat(run.exitCode()).as(run.stderr()).isZero();
        assertThat(List.of("a_b.json", "a-b.json"))
                .allSatisfy(name -> assertThat(folder.resolve(name)).exists());
    }
}
