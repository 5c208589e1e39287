package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.Suite;
import picocli.CommandLine;

class SuiteOutputsTest {
    private static final String HINT =
            "Give one of them another name (the key name of its file), or run them in separate commands with different"
                    + " files.";

    @TempDir
    private Path folder;

    private static Map<String, Suite> named(String... names) {
        Map<String, Suite> suites = new LinkedHashMap<>();
        for (String name : names) {
            suites.put(suites.size() + 1 + ".yaml", new Suite(name, null, null, List.of(), List.of()));
        }
        return suites;
    }

    @CommandLine.Command
    private static final class Options {
        @CommandLine.ArgGroup(validate = false)
        private ReportOptions reports = new ReportOptions();
    }

    private static ReportOptions options(String... args) {
        Options options = new Options();
        new CommandLine(options).parseArgs(args);
        return options.reports;
    }

    private static void refused(String message, Map<String, Suite> suites, String... args) {
        assertThatThrownBy(() -> SuiteOutputs.check(suites, options(args)))
                .isInstanceOfSatisfying(ProviderException.class, refusal -> {
                    assertThat(refusal.failure()).isEqualTo(Failure.USAGE);
                    assertThat(refusal).hasMessage(message);
                    assertThat(refusal.hint()).contains(HINT);
                });
    }

    @Test
    void two_suites_of_one_name_with_reports_are_refused() {
        refused(
                "The suite 'w' of 1.yaml and the suite 'w' of 3.yaml both write to out/w.json.",
                named("w", "x", "w"),
                "--report",
                "json=out/{suite}.json");
    }

    @Test
    void two_suites_of_one_name_with_a_history_are_refused() {
        refused(
                "The suite 'w' of 1.yaml and the suite 'w' of 2.yaml both write to runs/w.jsonl.",
                named("w", "w"),
                "--history",
                "runs");
    }

    @Test
    void names_that_become_one_file_name_are_refused() {
        for (String name : List.of("a b", "a/b", "a:b", "a\nb", "aéb")) {
            refused(
                    "The suite '" + name + "' of 1.yaml and the suite 'a_b' of 2.yaml both write to a_b.xml.",
                    named(name, "a_b"),
                    "--report",
                    "junit={suite}.xml");
        }
    }

    @Test
    void a_file_of_one_suite_that_is_another_report_of_the_next_is_refused() {
        refused(
                "The suite 'a' of 1.yaml and the suite 'a.b' of 2.yaml both write to ./a.b.json.",
                named("a", "a.b"),
                "--report",
                "json={suite}.b.json",
                "--report",
                "json=./{suite}.json");
    }

    @Test
    void names_that_become_one_report_file_have_histories_of_their_own() {
        assertThatCode(() -> SuiteOutputs.check(named("a b", "a_b", "A_b"), options("--history", "runs")))
                .doesNotThrowAnyException();
    }

    @Test
    void suites_of_one_name_that_write_no_file_are_run() {
        assertThatCode(() -> SuiteOutputs.check(named("w", "w"), options("--json")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_file_is_run_once_however_its_path_is_written() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("suites")).resolve("a.yaml"), "");
        Path other = Files.writeString(folder.resolve("a.yaml"), "");
        assertThat(SuiteOutputs.distinct(List.of(
                        file.toString(),
                        other.toString(),
                        folder + "/suites/../suites/./a.yaml",
                        file.toString(),
                        "openai",
                        "missing/b.yaml",
                        "openai",
                        "missing/b.yaml",
                        "/")))
                .containsExactly(file.toString(), other.toString(), "openai", "missing/b.yaml", "/");
    }
}
