package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** The commands for the configuration file. */
class ConfigCommandIT {
    private static final String KEY = "sk-proj-planted0123456789";

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void setPath() {
        file = home.resolve(".config/llm-test-bench/config.toml");
    }

    private Program config(String... args) {
        return with(Stream.concat(Stream.of("config"), Stream.of(args)).toArray(String[]::new))
                .env("HOME", home.toString());
    }

    private void writeConfig(String toml) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertFails(Run run, int exitCode, String stderr) {
        assertThat(run).isEqualTo(new Run(exitCode, "", stderr));
    }

    @Test
    void a_new_file_contains_the_name_of_the_variable_and_never_the_key() throws IOException {
        Run run = config("init", "--yes").env("OPENAI_API_KEY", KEY).run();

        assertThat(run).isEqualTo(new Run(0, file + "\n", ""));
        assertThat(file)
                .content()
                .contains("[providers.openai]\n", "api_key_env = \"OPENAI_API_KEY\"\n")
                .doesNotContain("planted");
        assertThat(filesInFolder()).containsExactly("config.toml");
        assertThat(config("validate").run()).isEqualTo(new Run(0, "No problem found.\n", ""));
    }

    @Test
    void a_new_provider_is_written_from_options() {
        Run run = config("init", "my.llama", "-m", "llama\"3", "--base-url", vendor.baseUrl(), "--api-key-env=", "-y")
                .run();
        assertThat(run).isEqualTo(new Run(0, file + "\n", ""));

        vendor.answers("Yes.");
        Run call = with("test", "my.llama", "Hi", "-q")
                .env("HOME", home.toString())
                .run();
        assertThat(call).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(vendor.body().path("model").asText()).isEqualTo("llama\"3");
    }

    @Test
    void a_key_is_not_accepted_as_the_name_of_its_variable() {
        Run run = config("init", "--yes", "--api-key-env", KEY).run();

        assertFails(run, 64, """
                error: The value of --api-key-env is not the name of an environment variable.
                hint:  Put the key into a variable and give the variable's name, such as OPENAI_API_KEY.
                """);
        assertThat(file).doesNotExist();
    }

    @Test
    void an_existing_file_is_not_changed() {
        writeConfig("# mine\n");

        assertFails(
                config("init", "--yes").run(),
                64,
                "error: " + file + " exists and was not changed.\n"
                        + "hint:  Use --force to back it up and to write a new file.\n");
        assertThat(file).hasContent("# mine\n");
    }

    @Test
    void force_backs_up_the_old_file_under_an_unused_name() throws IOException {
        writeConfig("# first\n");
        config("init", "--yes", "--force").run();
        Files.writeString(file, "# second\n");
        Run run = config("init", "--yes", "--force").env("OPENAI_API_KEY", KEY).run();

        assertThat(run).isEqualTo(new Run(0, file + "\n", "The old file is now " + file + ".bak2.\n"));
        assertThat(filesInFolder()).containsExactly("config.toml", "config.toml.bak1", "config.toml.bak2");
        assertThat(file.resolveSibling("config.toml.bak1")).hasContent("# first\n");
        assertThat(file.resolveSibling("config.toml.bak2")).hasContent("# second\n");
        assertThat(file).content().contains("[providers.openai]");
    }

    @Test
    void without_a_terminal_it_asks_nothing() {
        assertFails(config("init").run(), 64, """
                error: There is no terminal to ask questions on.
                hint:  Use the defaults with --yes: llm-test-bench config init --yes
                """);
        assertThat(file).doesNotExist();
    }

    @Test
    void on_a_terminal_it_asks_until_the_answer_is_valid() {
        Run run = config("init")
                .stdin("anthropic\n\n" + KEY + "\nMY_KEY\n")
                .onATerminal()
                .env("NO_COLOR", "1")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout())
                .contains("Provider (anthropic, ", ", or a new name) [openai]: ")
                .contains("Default model [claude-haiku-5-5]: ")
                .contains("(none for no key) [ANTHROPIC_API_KEY]: ")
                .contains("This is not the name of an environment variable. Do not enter the key itself.")
                .endsWith("hint:  Set MY_KEY in the environment: the file does not contain the key.\r\n");
        assertThat(file)
                .content()
                .contains("[providers.anthropic]\n", "default_model = \"claude-haiku-5-5\"\n")
                .contains("api_key_env = \"MY_KEY\"\n")
                .doesNotContain("planted");
    }

    @Test
    void it_writes_nothing_if_stdin_ends_before_the_last_answer() {
        Run run = config("init")
                .stdin("openai\n\u0004")
                .onATerminal()
                .env("NO_COLOR", "1")
                .run();

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.stdout()).contains("error: The questions were not answered.\r\nhint:  Nothing was written.");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_failed_write_names_the_file_and_leaves_no_other_files() throws IOException {
        assertFails(config("init", "-y", "-c", "/dev/null/config.toml").run(), 78, """
                error: /dev/null/config.toml can't be written: a parent of it is not a directory.
                hint:  Choose another file with --config FILE.
                """);
        assertFails(config("init", "-y", "-c", "/proc/config.toml").run(), 78, """
                error: /proc/config.toml can't be written: the directory does not exist.
                hint:  Choose another file with --config FILE.
                """);
        writeConfig("# mine\n");
        Run full = config("init", "-y", "--force")
                .inShell("ulimit -f 0; exec \"$@\"")
                .run();
        assertFails(
                full,
                78,
                "error: " + file + " can't be written: File too large.\n"
                        + "hint:  Choose another file with --config FILE.\n");
        assertThat(filesInFolder()).containsExactly("config.toml");
        assertThat(file).hasContent("# mine\n");
    }

    @Test
    void the_path_is_the_only_line_on_stdout() {
        Run run = config("path")
                .env("XDG_CONFIG_HOME", home.resolve("x").toString())
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).isEqualTo(home.resolve("x/llm-test-bench/config.toml") + "\n");
        assertThat(run.stderrLines()).hasSize(5);
        assertThat(run.stderrLines().get(0)).isEqualTo("--config               not set");
        assertThat(run.stderrLines().get(2)).matches("XDG_CONFIG_HOME +\\S+ +used: no such file yet");
        assertThat(config("path", "-c", "mine.toml").run().stdout()).isEqualTo("mine.toml\n");
        assertThat(config("path")
                        .env("LLM_TEST_BENCH_CONFIG", "/dev/null")
                        .run()
                        .stdout())
                .isEqualTo("/dev/null\n");
    }

    @Test
    void every_setting_is_shown_with_its_source_and_without_keys() {
        writeConfig("""
                [providers.openai]
                timeout = "20s"
                headers = { "x-team" = "literal-planted", "x-key" = "Bearer ${OTHER_KEY:planted}" }
                """);
        Program show = config("show", "openai", "--base-url", "http://me:planted@localhost/v1")
                .env("OPENAI_API_KEY", KEY)
                .env("OTHER_KEY", "planted")
                .setting("MAX_RETRIES", "1");

        Run run = show.run();
        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout() + run.stderr()).doesNotContain("planted");
        assertThat(run.stdout())
                .containsPattern("providers.openai.base_url +http://…@localhost/v1 +--base-url\n")
                .containsPattern("providers.openai.api_key_env +OPENAI_API_KEY \\(set\\) +built in\n")
                .containsPattern("providers.openai.timeout +20s +" + file + ", line 2\n")
                .containsPattern("providers.openai.headers.x-team +set +" + file + ", line 3\n")
                .containsPattern("providers.openai.headers.x-key +\\$\\{OTHER_KEY} +" + file + ", line 3\n")
                .containsPattern("providers.openai.max_retries +1 +environment variable"
                        + " LLM_TEST_BENCH_PROVIDERS_OPENAI_MAX_RETRIES\n")
                .containsPattern("providers.openai.max_retry_wait +1m +default\n");
    }

    @Test
    void a_provider_that_is_only_in_environment_variables_is_shown_with_them() {
        Run run = config("show")
                .env("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_BASE_URL", "http://localhost:8000/v1")
                .env("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_API_KEY_ENV", "FOO_KEY")
                .env("FOO_KEY", KEY)
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout())
                .containsPattern("providers.foo_bar.base_url +http://localhost:8000/v1 +environment variable"
                        + " LLM_TEST_BENCH_PROVIDERS_FOO_BAR_BASE_URL\n")
                .containsPattern("providers.foo_bar.api_key_env +FOO_KEY \\(set\\) +environment variable"
                        + " LLM_TEST_BENCH_PROVIDERS_FOO_BAR_API_KEY_ENV\n");
    }

    @Test
    void all_settings_are_shown_as_json_too() {
        writeConfig("[models.mine]\ncontext_window = 1000\n");
        Run run = config("show", "-o", "json").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout())
                .contains("{\"setting\":\"providers.*.timeout\",\"value\":\"10m\",\"key\":null,\"from\":\"default\"}")
                .contains(
                        "{\"setting\":\"providers.openai.api_key_env\",\"value\":\"OPENAI_API_KEY\",\"key\":\"not set\","
                                + "\"from\":\"built in\"}")
                .contains("{\"setting\":\"models.mine.context_window\",\"value\":\"1000\",\"key\":null,\"from\":\""
                        + file + ", line 2\"}");
    }

    @Test
    void all_problems_are_reported_at_once_with_file_and_line() {
        writeConfig("""
                [providers.openai]
                timeout = "soon"
                max_retries = -1
                tiemout = "1s"

                [providers.mine]
                dialect = "opnai"
                base_url = "http://localhost/v1"

                [models.x]
                context_window = "large"
                """);
        assertFails(config("validate").run(), 78, """
                error: FILE, line 4: providers.openai.tiemout: unknown key. Did you mean 'timeout'?
                error: FILE, line 7: providers.mine.dialect: unknown dialect 'opnai'. Did you mean 'openai'?
                hint:  Known: anthropic, openai.
                error: FILE, line 3: providers.openai.max_retries: '-1' can't be used.
                hint:  Write a whole number, 0 or more.
                error: FILE, line 2: providers.openai.timeout: 'soon' can't be used.
                hint:  Write a duration such as 500ms, 20s or 2m.
                error: FILE, line 11: models.x.context_window: 'large' can't be used.
                hint:  Write a number of tokens, such as 128000.
                """.replace("FILE", file.toString()));
    }

    @Test
    void live_sends_a_free_request_to_each_provider_and_exits_with_the_most_severe_failure() {
        vendor.replies(200, "{\"object\":\"list\",\"data\":[]}");
        Run run = config("validate", "--live")
                .env("OPENAI_API_KEY", KEY)
                .setting("BASE_URL", vendor.baseUrl())
                .env("LLM_TEST_BENCH_PROVIDERS_GROQ_BASE_URL", "http://127.0.0.1:9/v1")
                .run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.stdout()).isEqualTo("""
                provider  result
                groq      AUTHENTICATION
                openai    ok
                """);
        assertThat(run.stderr()).isEqualTo("""
                error: groq needs a key: the environment variable GROQ_API_KEY is not set.
                hint:  Set GROQ_API_KEY, or try it without a key: --offline.
                """);
        assertThat(vendor.url()).isEqualTo("/v1/models");
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void live_without_any_provider_is_an_error() {
        assertFails(config("validate", "--live").run(), 64, """
                error: No provider is configured, and no key is set.
                hint:  Set a key, or name a provider: config validate --live ollama.
                """);
        assertThat(config("validate", "--live", "opnai").run().stderr())
                .startsWith("error: Unknown provider 'opnai'. Did you mean 'openai'?\n");
    }
}
