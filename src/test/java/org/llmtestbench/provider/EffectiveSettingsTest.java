package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;

class EffectiveSettingsTest {
    @TempDir
    Path home;

    private Surroundings around;

    @BeforeEach
    void one_endpoint_is_built_in() {
        around = new Surroundings(home)
                .byDefault("llm-test-bench.providers.x.base_url", "https://x/v1")
                .byDefault("llm-test-bench.providers.x.api_key_env", "X_KEY");
    }

    private EffectiveSettings inventory() {
        return new EffectiveSettings(new SettingsLoader(around.config()));
    }

    private EffectiveSetting one(String key) {
        return inventory().of("x", Map.of()).stream()
                .filter(setting -> setting.name().equals("providers.x." + key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoever_wins_is_named() {
        assertThat(one("timeout")).isEqualTo(new EffectiveSetting("providers.x.timeout", "10m", "default"));
        assertThat(one("base_url").from()).isEqualTo("built in");
        around.file("[providers.x]\nbase_url = 'https://file/v1'");
        assertThat(one("base_url").from()).isEqualTo(around.file() + ", line 2");
        around.environment("LLM_TEST_BENCH_PROVIDERS_X_BASE_URL", "https://environment/v1");
        assertThat(one("base_url").from()).isEqualTo("environment variable LLM_TEST_BENCH_PROVIDERS_X_BASE_URL");
        assertThat(inventory().of("x", Map.of("base_url", "https://flag/v1")))
                .contains(new EffectiveSetting("providers.x.base_url", "https://flag/v1", "--base-url"));
    }

    @Test
    void what_may_be_secret_is_not_shown() {
        around.file("""
                [providers.x]
                api_key_env = "sk-planted-0123456789abcdef"
                base_url = "https://me:planted@x/${VERSION:planted}"
                headers = { a = "planted", b = "${B} ${C:planted}" }
                """);
        assertThat(inventory().all().toString()).doesNotContain("planted");
        assertThat(one("api_key_env").value()).isEqualTo("not the name of a variable");
        assertThat(one("api_key_env").keyVariable()).isEmpty();
        assertThat(one("base_url").value()).isEqualTo("https://…@x/${VERSION}");
        assertThat(one("headers.b").value()).isEqualTo("${B} ${C}");
    }

    @Test
    void an_endpoint_is_configured_when_anything_of_it_is_set_or_its_key_is() {
        assertThat(inventory().configured(variable -> false)).isEmpty();
        assertThat(inventory().configured("X_KEY"::equals)).containsExactly("x");
        around.file("[providers.x]\nmax_retries = 1");
        assertThat(inventory().configured(variable -> false)).containsExactly("x");
    }

    @Test
    void every_key_has_a_default_but_those_that_are_empty_until_set() {
        List<String> shown = inventory().of("y", Map.of()).stream()
                .map(setting -> setting.name().replace("providers.y.", ""))
                .toList();
        assertThat(SettingsLoader.PROVIDER_KEYS.stream().filter(key -> !shown.contains(key)))
                .containsExactlyInAnyOrder(
                        "base_url",
                        "api_key_env",
                        "default_model",
                        "organization",
                        "project",
                        "api_version",
                        "headers",
                        "query",
                        "ca_file",
                        "timeout_seconds",
                        "rate_limit_rpm");
    }

    @Test
    void models_are_listed_key_by_key() {
        around.file("[models.m]\nsources = ['a', 'b']");
        assertThat(inventory().all())
                .contains(new EffectiveSetting("models.m.sources[1]", "b", around.file() + ", line 2"));
    }

    @Test
    void an_endpoint_that_variables_alone_name_is_listed_in_small_letters() {
        around.environment("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_BASE_URL", "https://foo/v1")
                .environment("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_MAX_RETRIES", "1")
                .environment("LLM_TEST_BENCH_PROVIDERS_EMPTY_BASE_URL", "")
                .environment("LLM_TEST_BENCH_PROVIDERS_HOMELESS_MAX_RETRIES", "1");
        String variables = "environment variable LLM_TEST_BENCH_PROVIDERS_FOO_BAR_";

        assertThat(new SettingsLoader(around.config()).names()).containsExactly("foo_bar", "x");
        assertThat(inventory().configured(variable -> false)).containsExactly("foo_bar");
        assertThat(inventory().all())
                .contains(
                        new EffectiveSetting("providers.foo_bar.base_url", "https://foo/v1", variables + "BASE_URL"),
                        new EffectiveSetting("providers.foo_bar.max_retries", "1", variables + "MAX_RETRIES"));
    }

    @Test
    void a_variable_belongs_to_the_endpoint_that_is_called_so_otherwise() {
        around.environment("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_BASE_URL", "https://foo/v1")
                .environment("LLM_TEST_BENCH_PROVIDERS__A_B__BASE_URL", "https://a/v1")
                .file("[providers.foo-bar]\nmax_retries = 1\n[providers.'a.b']\nmax_retries = 1");

        assertThat(new SettingsLoader(around.config()).names()).containsExactly("a.b", "foo-bar", "x");
        assertThat(new SettingsLoader(around.config())
                        .provider("foo-bar", Map.of())
                        .baseUrl())
                .hasToString("https://foo/v1");
    }
}
