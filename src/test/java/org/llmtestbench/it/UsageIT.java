package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.it.Program.Run;

/** Invalid command lines, which print one error line and one hint, and the help. */
class UsageIT {
    private static void assertUsageError(String stderr, String... args) {
        assertThat(with(args).run()).isEqualTo(new Run(64, "", stderr));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test openai Hi --ofline      | Unknown option: '--ofline'. Did you mean '--offline'?",
                "test openai Hi -t warm       | Invalid value for option '--temperature': 'warm' is not a number.",
                "test openai Hi --max-tokens 1k | Invalid value for option '--max-tokens': '1k' is not a whole number.",
                "test openai Hi -m            | Missing required parameter for option '--model' (ID).",
                "test --hlep                  | Unknown option: '--hlep'. Did you mean '--help'?",
                "test openai Hi -x            | Unknown option: '-x'.",
                "test openai Hi --temprature=1 | Unknown option: '--temprature=1'. Did you mean '--temperature'?",
                "test openai Hi --retries 1   | Unknown option: '--retries'. Did you mean '--max-retries'?",
                "config show --outpt json     | Unknown option: '--outpt'. Did you mean '--output-format'?",
                "test --ofline                | Unknown option: '--ofline'. Did you mean '--offline'?",
                "test -m                      | Missing required parameter for option '--model' (ID).",
                "test                         | Missing required parameter: 'PROVIDER'."
            })
    void an_invalid_option_is_an_error(String args, String reason) {
        String command = args.startsWith("config") ? "config show" : "test";
        assertUsageError(
                "error: " + reason + "\nhint:  Try 'llm-test-bench " + command + " --help'.\n", args.split(" +"));
    }

    @Test
    void an_unquoted_prompt_of_several_words_is_an_error() {
        assertUsageError(
                "error: Too many arguments: 'is it blue' is unexpected. Put a prompt with spaces in quotes.\n",
                "test",
                "openai",
                "why",
                "is",
                "it",
                "blue");
    }

    @Test
    void an_unknown_command_is_an_error() {
        assertUsageError("""
                error: Unknown command 'tset'. Did you mean 'test'?
                hint:  Try 'llm-test-bench --help'.
                """, "tset", "openai", "Hi");
    }

    @Test
    void a_missing_command_is_an_error() {
        assertUsageError("""
                error: Missing command.
                hint:  Try 'llm-test-bench --help'.
                """);
    }

    @Test
    void an_unknown_provider_is_an_error_with_a_suggestion() {
        Run run = with("test", "opnai", "Hi").run();

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderrLines().get(0)).isEqualTo("error: Unknown provider 'opnai'. Did you mean 'openai'?");
        assertThat(run.stderrLines().get(1)).matches("hint:  Known: .*\\bopenai, .*\\bsimulator\\b.*\\.");
    }

    @Test
    void a_temperature_out_of_range_is_an_error_in_json_too() {
        Run run = with("test", "openai", "Hi", "-t", "2.5", "--json").run();

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.stderr()).isEqualTo("error: temperature must be between 0 and 2, not 2.5.\n");
        Result result = Result.of(run.stdout());
        result.assertShape();
        assertThat(result.failure()).isEqualTo("USAGE");
    }

    @Test
    void an_unknown_format_is_an_error() {
        assertUsageError("""
                error: Unknown output format 'jsn'. Did you mean 'json'?
                hint:  Known: pretty, json, json-pretty, plain.
                """, "test", "openai", "Hi", "-o", "jsn");
    }

    @Test
    void contradictory_formats_are_an_error() {
        assertUsageError(
                "error: --json and --output-format plain contradict each other.\n",
                "test",
                "openai",
                "Hi",
                "-o",
                "plain",
                "--json");
    }

    @Test
    void the_version_is_one_line() {
        Run run = with("--version").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).matches("llm-test-bench \\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(run.stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "test",
                "models",
                "providers",
                "tokens",
                "simulate",
                "serve",
                "config",
                "config init",
                "config show",
                "config validate",
                "config path",
                "completion"
            })
    void the_help_has_examples_and_fits_80_columns(String command) {
        Run run = with((command + " --help").strip().split(" ")).run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout())
                .startsWith(("Usage: llm-test-bench " + command).strip() + " [-")
                .contains("\nExamples:\n  ")
                .matches("\\p{ASCII}+")
                .doesNotContain("api-key=", "--key");
        assertThat(run.stdoutLines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void an_unknown_subcommand_is_an_error() {
        assertUsageError("""
                error: Unknown command 'shwo'. Did you mean 'show'?
                hint:  Try 'llm-test-bench config --help'.
                """, "config", "shwo");
    }
}
