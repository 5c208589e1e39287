package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.provider.ProviderSettings.Limits;
import org.llmtestbench.provider.ProviderSettings.Timeouts;

class SettingsLoaderTest {
    private static final String OPENAI = "llm-test-bench.providers.openai.";
    private static final String VARIABLE = "LLM_TEST_BENCH_PROVIDERS_OPENAI_";

    @TempDir
    Path home;

    private Surroundings surroundings;

    @BeforeEach
    void configure_openai_as_default() {
        surroundings = new Surroundings(home)
                .byDefault(OPENAI + "base_url", "https://default/v1")
                .byDefault(OPENAI + "api_key_env", "OPENAI_API_KEY");
    }

    private SettingsLoader settings() {
        return new SettingsLoader(surroundings.config());
    }

    private ProviderSettings openai() {
        return settings().provider("openai", Map.of());
    }

    private ProviderException error(String provider) {
        return catchThrowableOfType(ProviderException.class, () -> settings().provider(provider, Map.of()));
    }

    private String message(ProviderException error) {
        assertThat(error.failure()).isEqualTo(Failure.CONFIGURATION);
        return error.getMessage().replace(surroundings.file().toString(), "FILE");
    }

    @Test
    void flags_override_environment_override_file_override_defaults() {
        assertThat(openai().baseUrl()).isEqualTo(URI.create("https://default/v1"));
        surroundings.file("[providers.openai]\nbase_url = 'https://file/v1'\n");
        assertThat(openai().baseUrl()).isEqualTo(URI.create("https://file/v1"));
        surroundings.environment(VARIABLE + "BASE_URL", "https://environment/v1");
        assertThat(openai().baseUrl()).isEqualTo(URI.create("https://environment/v1"));
        assertThat(settings()
                        .provider("openai", Map.of("base_url", "https://flag/v1"))
                        .baseUrl())
                .isEqualTo(URI.create("https://flag/v1"));
    }

    @Test
    void settings_that_are_not_set_have_defaults() {
        ProviderSettings openai = openai();
        assertThat(openai.dialect()).isEqualTo("openai");
        assertThat(openai.apiKeyEnv()).isEqualTo("OPENAI_API_KEY");
        assertThat(openai.defaultModel()).isNull();
        assertThat(openai.headers()).isEmpty();
        assertThat(openai.includeUsage()).isTrue();
        assertThat(openai.maxTokensField()).isEqualTo("auto");
        assertThat(openai.maxRetries()).isEqualTo(3);
        assertThat(openai.timeouts().attempt()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_file_can_set_every_key() {
        surroundings.file("""
                [providers.mine]
                dialect = "anthropic"
                base_url = "http://127.0.0.1:8000/v1/"
                api_key_env = "MY_KEY"
                default_model = "m"
                organization = "o"
                project = "p"
                api_version = "2026-10-21"
                headers = { X-Foo = "bar", "a.b" = 1 }
                query.api-version = "2026-01-01"
                ca_file = "/etc/corp.pem"
                use_proxy = false
                include_usage = false
                max_tokens_field = "max_tokens"
                max_retries = 0
                max_retry_wait = "500ms"
                timeout = "1.5m"
                connect_timeout = "1h"
                first_token_timeout = "5s"
                idle_timeout = "1.5s"
                deadline = "2m"
                max_concurrent = 1
                max_queued = 2
                requests_per_minute = 3
                tokens_per_minute = 4
                """);
        assertThat(settings().provider("mine", Map.of()))
                .isEqualTo(new ProviderSettings(
                        "mine",
                        "anthropic",
                        URI.create("http://127.0.0.1:8000/v1"),
                        null,
                        "MY_KEY",
                        "m",
                        "o",
                        "p",
                        "2026-10-21",
                        Map.of("X-Foo", "bar", "a.b", "1"),
                        Map.of("api-version", "2026-01-01"),
                        Path.of("/etc/corp.pem"),
                        false,
                        false,
                        "max_tokens",
                        0,
                        Duration.ofMillis(500),
                        new Timeouts(
                                Duration.ofSeconds(90),
                                Duration.ofHours(1),
                                Duration.ofSeconds(5),
                                Duration.ofMillis(1500),
                                Duration.ofMinutes(2)),
                        new Limits(1, 2, 3, 4)));
    }

    @Test
    void names_with_dots_need_quotes() {
        surroundings.file(
                "[providers.\"my.vllm\"]\nbase_url = 'http://x'\n[providers.\"my.vllm\".headers]\nX-Foo = 'bar'\n");
        assertThat(settings().names()).containsExactly("my.vllm", "openai");
        assertThat(settings().has("my.vllm")).isTrue();
        assertThat(settings().provider("my.vllm", Map.of()).headers()).isEqualTo(Map.of("X-Foo", "bar"));
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS__MY_VLLM__TIMEOUT", "x");
        assertThat(message(error("my.vllm")))
                .isEqualTo("environment variable LLM_TEST_BENCH_PROVIDERS__MY_VLLM__TIMEOUT: 'x' can't be used.");
    }

    @Test
    void properties_that_are_not_settings_define_no_endpoint() {
        surroundings.system("llm-test-bench.providers.odd", "x").system("llm-test-bench.providers.\"odd.x", "x");
        assertThat(settings().names()).containsExactly("openai");
    }

    @Test
    void the_environment_can_define_an_endpoint() {
        assertThat(settings().has("mine")).isFalse();
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS_MINE_BASE_URL", "http://x");
        assertThat(settings().has("mine")).isTrue();
        assertThat(settings().provider("mine", Map.of()).baseUrl()).isEqualTo(URI.create("http://x"));
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS_MY_OWN_BASE_URL", "http://y");
        assertThat(settings().has("my-own")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void an_empty_variable_does_not_set_a_base_url(String empty) {
        String defaultUrl = settings().provider("openai", Map.of()).baseUrl().toString();
        surroundings
                .environment("LLM_TEST_BENCH_PROVIDERS_OPENAI_BASE_URL", empty)
                .environment("LLM_TEST_BENCH_PROVIDERS_MINE_BASE_URL", empty)
                .environment("LLM_TEST_BENCH_PROVIDERS_NAMELESS_BASE_URL", empty)
                .environment("HOST_OF_MINE", "http://mine");
        assertThat(settings().provider("openai", Map.of()).baseUrl()).hasToString(defaultUrl);
        assertThat(settings().has("nameless")).isFalse();
        assertThat(message(error("nameless"))).isEqualTo("providers.nameless has no base_url.");

        surroundings.file("[providers.mine]\nbase_url = '${HOST_OF_MINE}/v1'\n");
        assertThat(settings().provider("mine", Map.of()).baseUrl()).hasToString("http://mine/v1");
        assertThat(settings()
                        .reader("mine", Map.of())
                        .explicit("base_url")
                        .orElseThrow()
                        .from())
                .isEqualTo(surroundings.file() + ", line 2");
    }

    @Test
    void an_endpoint_without_a_base_url_is_rejected() {
        surroundings.file("[providers.\"a.b\"]\ndialect = 'openai'\n");
        assertThat(message(error("a.b"))).isEqualTo("providers.\"a.b\" has no base_url.");
        assertThat(error("a.b").hint())
                .contains("Add base_url = \"…\" to [providers.\"a.b\"] in your configuration file.");
    }

    @Test
    void an_empty_api_key_env_overrides_the_default_in_every_source() {
        surroundings.file("[providers.openai]\napi_key_env = ''\n");
        assertThat(openai().apiKeyEnv()).isEmpty();
        surroundings.environment(VARIABLE + "API_KEY_ENV", "FROM_ENVIRONMENT");
        assertThat(openai().apiKeyEnv()).isEqualTo("FROM_ENVIRONMENT");
        surroundings.environment(VARIABLE + "API_KEY_ENV", "");
        assertThat(openai().apiKeyEnv()).isEmpty();
        assertThat(settings().provider("openai", Map.of("api_key_env", "FLAG")).apiKeyEnv())
                .isEqualTo("FLAG");
    }

    @Test
    void an_empty_api_key_env_can_be_a_default() {
        surroundings.byDefault(OPENAI + "api_key_env", "");
        assertThat(openai().apiKeyEnv()).isEmpty();
    }

    @Test
    void an_api_key_in_api_key_env_is_rejected_and_not_shown() {
        surroundings.file("[providers.openai]\napi_key_env = 'sk-planted'\n");
        assertThat(message(error("openai")))
                .isEqualTo("FILE, line 2: providers.openai.api_key_env: this is not the name of an environment"
                        + " variable.");
        assertThat(error("openai").hint())
                .contains("Put the key into an environment variable and set this to its name, such as OPENAI_API_KEY.");
        surroundings.file("[providers.openai]\napi_key_env = 'gsk_planted0123456789abcdef'\n");
        assertThat(message(error("openai"))).doesNotContain("planted");
    }

    @Test
    void a_header_is_overridden_by_the_environment() {
        surroundings
                .file("[providers.openai.headers]\nX-Foo = 'file'\n")
                .environment(VARIABLE + "HEADERS_X_FOO", "env");
        assertThat(openai().headers()).isEqualTo(Map.of("X-Foo", "env"));
    }

    @Test
    void problems_of_the_file_are_reported_only_on_first_use() {
        surroundings.file("[providers.openai]\n\"bas_${url}\" = 1\n\"c$$\" = 1\n");
        SettingsLoader settings = settings();
        for (ProviderException error : new ProviderException[] {
            catchThrowableOfType(ProviderException.class, settings::names),
            catchThrowableOfType(ProviderException.class, () -> settings.has("openai")),
            catchThrowableOfType(ProviderException.class, () -> settings.provider("openai", Map.of())),
        }) {
            assertThat(message(error).lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("FILE, line "))
                    .anyMatch(line -> line.contains("providers.openai.\"bas_${url}\": unknown key."))
                    .anyMatch(line -> line.contains("providers.openai.\"c$$\": unknown key."));
        }
    }

    /** Linear time takes about a second, quadratic time takes minutes. */
    @Test
    @Timeout(60)
    void twenty_thousand_endpoints_are_looked_up_in_linear_time() {
        for (int i = 0; i < 20_000; i++) {
            surroundings.byDefault("llm-test-bench.providers.p" + i + ".base_url", "http://127.0.0.1:1/v1");
            surroundings.byDefault("llm-test-bench.providers.p" + i + ".headers.x-number", "" + i);
        }
        SettingsLoader settings = settings();

        for (int i = 0; i < 20_000; i++) {
            assertThat(settings.has("p" + i)).isTrue();
            assertThat(settings.provider("p" + i, Map.of()).headers()).containsOnly(Map.entry("x-number", "" + i));
        }
        assertThat(settings.names()).hasSize(20_001);
    }
}
