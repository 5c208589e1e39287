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

/** The commands around the configuration file. */
class ConfigCommandIT {
    private static final String KEY = "sk-proj-planted0123456789";

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void nothing_is_there_yet() {
        file = home.resolve(".config/llm-test-bench/config.toml");
    }

    private Program config(String... args) {
        return with(Stream.concat(Stream.of("config"), Stream.of(args)).toArray(String[]::new))
                .env("HOME", home.toString());
    }

    private void holds(String toml) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertRefused(Run run, int exitCode, String stderr) {
        assertThat(run).isEqualTo(new Run(exitCode, "", stderr));
    }

    @Test
    void a_first_file_is_written_with_the_name_of_the_variable_and_never_the_key() throws IOException {
        Run run = config("init", "--yes").env("OPENAI_API_KEY", KEY).run();

        assertThat(run).isEqualTo(new Run(0, file + "\n", ""));
        assertThat(file)
                .content()
                .contains("[providers.openai]\n", "api_key_env = \"OPENAI_API_KEY\"\n")
                .doesNotContain("planted");
        assertThat(beside()).containsExactly("config.toml");
        assertThat(config("validate").run()).isEqualTo(new Run(0, "No problem found.\n", ""));
    }

    @Test
    void an_endpoint_of_the_own_is_written_from_options() {
        Run run = config("init", "my.llama", "-m", "llama\"3", "--base-url", vendor.baseUrl(), "--api-key-env=", "-y")
                .run();
        assertThat(run).isEqualTo(new Run(0, file + "\n", ""));

        vendor.answers("Yes.");
        Run asked = with("test", "my.llama", "Hi", "-q")
                .env("HOME", home.toString())
                .run();
        assertThat(asked).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(vendor.body().path("model").asText()).isEqualTo("llama\"3");
    }

    @Test
    void a_key_is_not_taken_for_the_name_of_its_variable() {
        Run run = config("init", "--yes", "--api-key-env", KEY).run();

        assertRefused(run, 64, """
                error: What was given as the variable of the key is not the name of one.
                hint:  Put the key into a variable, and give its name, such as OPENAI_API_KEY.
                """);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_file_that_is_there_is_kept() {
        holds("# mine\n");

        assertRefused(
                config("init", "--yes").run(),
                64,
                "error: " + file + " exists; it was left as it is.\n"
                        + "hint:  --force saves it beside and writes a new one.\n");
        assertThat(file).hasContent("# mine\n");
    }

    @Test
    void force_saves_what_was_there_under_a_name_that_is_free() throws IOException {
        holds("# first\n");
        config("init", "--yes", "--force").run();
        Files.writeString(file, "# second\n");
        Run run = config("init", "--yes", "--force").env("OPENAI_API_KEY", KEY).run();

        assertThat(run).isEqualTo(new Run(0, file + "\n", "The former file is now " + file + ".bak2.\n"));
        assertThat(beside()).containsExactly("config.toml", "config.toml.bak1", "config.toml.bak2");
        assertThat(file.resolveSibling("config.toml.bak1")).hasContent("# first\n");
        assertThat(file.resolveSibling("config.toml.bak2")).hasContent("# second\n");
        assertThat(file).content().contains("[providers.openai]");
    }

    @Test
    void nobody_is_asked_where_nobody_sits() {
        assertRefused(config("init").run(), 64, """
                error: There is no terminal to ask questions on.
                hint:  Take the defaults with --yes: llm-test-bench config init --yes
                """);
        assertThat(file).doesNotExist();
    }

    @Test
    void on_a_terminal_it_asks_until_the_answer_is_good() {
        Run run = config("init")
                .stdin("anthropic\n\n" + KEY + "\nMY_KEY\n")
                .onATerminal()
                .env("NO_COLOR", "1")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout())
                .contains("Provider (anthropic, ", ", or a name of your own) [openai]: ")
                .contains("Default model [claude-haiku-5-5]: ")
                .contains("(none for no key) [ANTHROPIC_API_KEY]: ")
                .contains("That is not the name of a variable. The key itself does not belong here.")
                .endsWith("hint:  Set MY_KEY in the environment: the file does not hold the key.\r\n");
        assertThat(file)
                .content()
                .contains("[providers.anthropic]\n", "default_model = \"claude-haiku-5-5\"\n")
                .contains("api_key_env = \"MY_KEY\"\n")
                .doesNotContain("planted");
    }

    @Test
    void answers_that_end_too_early_write_nothing() {
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
    void what_can_not_be_written_is_named_and_leaves_nothing_behind() throws IOException {
        assertRefused(config("init", "-y", "-c", "/dev/null/config.toml").run(), 78, """
                error: /dev/null/config.toml can't be written: a part of its path is not a directory.
                hint:  Name another place with --config FILE.
                """);
        assertRefused(config("init", "-y", "-c", "/proc/config.toml").run(), 78, """
                error: /proc/config.toml can't be written: there is no such directory.
                hint:  Name another place with --config FILE.
                """);
        holds("# mine\n");
        Run full = config("init", "-y", "--force")
                .inShell("ulimit -f 0; exec \"$@\"")
                .run();
        assertRefused(
                full,
                78,
                "error: " + file + " can't be written: File too large.\n"
                        + "hint:  Name another place with --config FILE.\n");
        assertThat(beside()).containsExactly("config.toml");
        assertThat(file).hasContent("# mine\n");
    }

    @Test
    void the_path_is_the_one_line_on_stdout() {
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
    void every_setting_is_shown_with_who_set_it_and_no_key() {
        holds("""
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
    void a_provider_that_variables_alone_name_is_shown_with_them() {
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
    void all_settings_are_shown_to_programs_too() {
        holds("[models.mine]\ncontext_window = 1000\n");
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
    void all_problems_are_told_at_once_by_file_and_line() {
        holds("""
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
        assertRefused(config("validate").run(), 78, """
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
    void live_asks_each_provider_without_paying_and_the_gravest_decides() {
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
    void live_with_nobody_to_ask_is_refused() {
        assertRefused(config("validate", "--live").run(), 64, """
                error: No provider is configured, and no key is set.
                hint:  Set a key, or name a provider: config validate --live ollama.
                """);
        assertThat(config("validate", "--live", "opnai").run().stderr())
                .startsWith("error: Unknown provider 'opnai'. Did you mean 'openai'?\n");
    }
}
