package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** The configuration file and the environment. */
class ConfigurationIT {
    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    private Path folder;

    private Path file(String toml) {
        try {
            return Files.writeString(folder.resolve("bench.toml"), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertErrorNames(Run run, String... texts) {
        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).startsWith("error: ").contains(texts).doesNotContain("\tat ", "Exception");
    }

    @Test
    void invalid_toml_is_reported_with_file_and_line() {
        Path config = file("""
                [providers.openai]
                default_model = "gpt-4o"
                base_url =
                """);

        assertErrorNames(
                testCommand(vendor, "Hi", "--config", config.toString()).run(), config.toString(), "line 3");
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void an_unknown_key_is_reported_with_file_and_line() {
        Path config = file("""
                [providers.openai]
                default_modle = "gpt-4o"
                """);

        assertErrorNames(
                testCommand(vendor, "Hi", "-c", config.toString()).run(),
                config.toString(),
                "line 2",
                "default_modle",
                "default_model");
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void a_value_of_the_wrong_type_is_reported_with_file_and_line() {
        Path config = file("""
                [providers.openai]

                max_retries = "often"
                """);

        assertErrorNames(
                testCommand(vendor, "Hi", "-c", config.toString())
                        .without("LLM_TEST_BENCH_PROVIDERS_OPENAI_MAX_RETRIES")
                        .run(),
                config.toString(),
                "line 3",
                "max_retries",
                "often");
    }

    @Test
    void a_missing_file_is_reported() {
        assertErrorNames(testCommand(vendor, "Hi", "-c", "/nowhere/bench.toml").run(), "/nowhere/bench.toml");
    }

    @Test
    void an_invalid_value_in_the_environment_is_reported_with_its_variable() {
        Run run = testCommand(vendor, "Hi").setting("TIMEOUT", "soon").run();

        assertErrorNames(
                run, "LLM_TEST_BENCH_PROVIDERS_OPENAI_TIMEOUT", "'soon'", "Write a duration such as 500ms, 20s or 2m.");
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void the_file_in_the_home_folder_is_read_and_the_environment_overrides_it() throws IOException {
        Path config = Files.createDirectories(folder.resolve(".config/llm-test-bench"))
                .resolve("config.toml");
        Files.writeString(config, """
                [providers.openai]
                base_url = "http://127.0.0.1:9/nowhere"
                api_key_env = "FILE_KEY"
                default_model = "from-the-file"
                """);

        Run run = with("test", "openai", "Hi", "-q")
                .env("HOME", folder.toString())
                .env("FILE_KEY", "file-secret")
                .setting("BASE_URL", vendor.answers("Yes.").baseUrl())
                .run();

        assertThat(run).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(vendor.body().path("model").asText()).isEqualTo("from-the-file");
        assertThat(vendor.header("authorization")).isEqualTo("Bearer file-secret");
    }

    @Test
    void a_new_provider_can_be_defined_only_by_environment_variables() {
        Run run = with("test", "mine", "Hi", "-q", "--max-tokens", "50")
                .env(
                        "LLM_TEST_BENCH_PROVIDERS_MINE_BASE_URL",
                        vendor.answers("Yes.").baseUrl())
                .env("LLM_TEST_BENCH_PROVIDERS_MINE_DEFAULT_MODEL", "llama-9")
                .run();

        assertThat(run).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(vendor.header("authorization")).isNull();
        assertThat(vendor.body().path("model").asText()).isEqualTo("llama-9");
        assertThat(vendor.sent("max_tokens", "max_completion_tokens")).containsExactly("max_tokens");
    }
}
