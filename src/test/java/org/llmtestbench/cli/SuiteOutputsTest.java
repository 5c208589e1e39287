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

    private static Map<String, Suite> suites(String... names) {
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

    private static void assertRejected(String message, Map<String, Suite> suites, String... args) {
        assertThatThrownBy(() -> SuiteOutputs.check(suites, options(args)))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.failure()).isEqualTo(Failure.USAGE);
                    assertThat(failure).hasMessage(message);
                    assertThat(failure.hint()).contains(HINT);
                });
    }

    @Test
    void two_suites_with_the_same_name_and_reports_are_rejected() {
        assertRejected(
                "The suite 'w' of 1.yaml and the suite 'w' of 3.yaml both write to out/w.json.",
                suites("w", "x", "w"),
                "--report",
                "json=out/{suite}.json");
    }

    @Test
    void two_suites_with_the_same_name_and_a_history_are_rejected() {
        assertRejected(
                "The suite 'w' of 1.yaml and the suite 'w' of 2.yaml both write to runs/w.jsonl.",
                suites("w", "w"),
                "--history",
                "runs");
    }

    @Test
    void names_that_map_to_the_same_file_name_are_rejected() {
        for (String name : List.of("a b", "a/b", "a:b", "a\nb", "aéb")) {
            assertRejected(
                    "The suite '" + name + "' of 1.yaml and the suite 'a_b' of 2.yaml both write to a_b.xml.",
                    suites(name, "a_b"),
                    "--report",
                    "junit={suite}.xml");
        }
    }

    @Test
    void a_report_file_that_two_suites_share_through_different_reports_is_rejected() {
        assertRejected(
                "The suite 'a' of 1.yaml and the suite 'a.b' of 2.yaml both write to ./a.b.json.",
                suites("a", "a.b"),
                "--report",
                "json={suite}.b.json",
                "--report",
                "json=./{suite}.json");
    }

    @Test
    void names_that_map_to_the_same_report_file_have_separate_histories() {
        assertThatCode(() -> SuiteOutputs.check(suites("a b", "a_b", "A_b"), options("--history", "runs")))
                .doesNotThrowAnyException();
    }

    @Test
    void suites_with_the_same_name_that_write_no_file_are_accepted() {
        assertThatCode(() -> SuiteOutputs.check(suites("w", "w"), options("--json")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_file_with_several_paths_is_run_only_once() throws IOException {
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

    @Test
    void two_reports_of_one_suite_in_one_file_are_rejected() {
        for (String second : List.of("junit=out/w.json", "junit=./out/w.json", "junit=out/../out/{suite}.json")) {
            assertThatThrownBy(() ->
                            SuiteOutputs.check(suites("w"), options("--report", "json=out/w.json", "--report", second)))
                    .isInstanceOfSatisfying(ProviderException.class, failure -> {
                        assertThat(failure.failure()).isEqualTo(Failure.USAGE);
                        assertThat(failure.getMessage())
                                .startsWith("Two reports of the suite 'w' would be written to ")
                                .endsWith("out/w.json.");
                        assertThat(failure.hint()).contains("Give each --report its own file.");
                    });
        }
        assertThatCode(() -> SuiteOutputs.check(
                        suites("w"), options("--report", "json=/dev/null", "--report", "junit=/dev/null")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_report_that_overwrites_a_suite_is_rejected() {
        assertThatThrownBy(() -> SuiteOutputs.check(suites("w", "x"), options("--report", "json=./{suite}/../2.yaml")))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.failure()).isEqualTo(Failure.USAGE);
                    assertThat(failure).hasMessageContaining("would overwrite the suite of that name.");
                });
    }
}
