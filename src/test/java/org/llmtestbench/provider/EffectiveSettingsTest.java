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

    private Surroundings surroundings;

    @BeforeEach
    void create_one_built_in_endpoint() {
        surroundings = new Surroundings(home)
                .byDefault("llm-test-bench.providers.x.base_url", "https://x/v1")
                .byDefault("llm-test-bench.providers.x.api_key_env", "X_KEY");
    }

    private EffectiveSettings effectiveSettings() {
        return new EffectiveSettings(new SettingsLoader(surroundings.config()));
    }

    private EffectiveSetting setting(String key) {
        return effectiveSettings().of("x", Map.of()).stream()
                .filter(setting -> setting.name().equals("providers.x." + key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_origin_of_a_setting_is_the_source_that_overrides_the_others() {
        assertThat(setting("timeout")).isEqualTo(new EffectiveSetting("providers.x.timeout", "10m", "default"));
        assertThat(setting("base_url").from()).isEqualTo("built in");
        surroundings.file("[providers.x]\nbase_url = 'https://file/v1'");
        assertThat(setting("base_url").from()).isEqualTo(surroundings.file() + ", line 2");
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS_X_BASE_URL", "https://environment/v1");
        assertThat(setting("base_url").from()).isEqualTo("environment variable LLM_TEST_BENCH_PROVIDERS_X_BASE_URL");
        assertThat(effectiveSettings().of("x", Map.of("base_url", "https://flag/v1")))
                .contains(new EffectiveSetting("providers.x.base_url", "https://flag/v1", "--base-url"));
    }

    @Test
    void values_that_may_be_secret_are_not_shown() {
        surroundings.file("""
                [providers.x]
                api_key_env = "sk-planted-0123456789abcdef"
                base_url = "https://me:planted@x/${VERSION:planted}"
                headers = { a = "planted", b = "${B} ${C:planted}" }
                """);
        assertThat(effectiveSettings().all().toString()).doesNotContain("planted");
        assertThat(setting("api_key_env").value()).isEqualTo("not the name of a variable");
        assertThat(setting("api_key_env").keyVariable()).isEmpty();
        assertThat(setting("base_url").value()).isEqualTo("https://…@x/${VERSION}");
        assertThat(setting("headers.b").value()).isEqualTo("${B} ${C}");
    }

    @Test
    void an_endpoint_is_configured_if_one_of_its_settings_or_its_api_key_is_set() {
        assertThat(effectiveSettings().configured(variable -> false)).isEmpty();
        assertThat(effectiveSettings().configured("X_KEY"::equals)).containsExactly("x");
        surroundings.file("[providers.x]\nmax_retries = 1");
        assertThat(effectiveSettings().configured(variable -> false)).containsExactly("x");
    }

    @Test
    void every_key_has_a_default_except_those_that_are_empty_by_default() {
        List<String> shown = effectiveSettings().of("y", Map.of()).stream()
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
        surroundings.file("[models.m]\nsources = ['a', 'b']");
        assertThat(effectiveSettings().all())
                .contains(new EffectiveSetting("models.m.sources[1]", "b", surroundings.file() + ", line 2"));
    }

    @Test
    void an_endpoint_that_only_variables_define_is_listed_in_lower_case() {
        surroundings
                .environment("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_BASE_URL", "https://foo/v1")
                .environment("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_MAX_RETRIES", "1")
                .environment("LLM_TEST_BENCH_PROVIDERS_EMPTY_BASE_URL", "")
                .environment("LLM_TEST_BENCH_PROVIDERS_WITHOUTURL_MAX_RETRIES", "1");
        String variables = "environment variable LLM_TEST_BENCH_PROVIDERS_FOO_BAR_";

        assertThat(new SettingsLoader(surroundings.config()).names()).containsExactly("foo_bar", "x");
        assertThat(effectiveSettings().configured(variable -> false)).containsExactly("foo_bar");
        assertThat(effectiveSettings().all())
                .contains(
                        new EffectiveSetting("providers.foo_bar.base_url", "https://foo/v1", variables + "BASE_URL"),
                        new EffectiveSetting("providers.foo_bar.max_retries", "1", variables + "MAX_RETRIES"));
    }

    @Test
    void a_variable_belongs_to_the_configured_endpoint_whose_name_matches() {
        surroundings
                .environment("LLM_TEST_BENCH_PROVIDERS_FOO_BAR_BASE_URL", "https://foo/v1")
                .environment("LLM_TEST_BENCH_PROVIDERS__A_B__BASE_URL", "https://a/v1")
                .file("[providers.foo-bar]\nmax_retries = 1\n[providers.'a.b']\nmax_retries = 1");

        assertThat(new SettingsLoader(surroundings.config()).names()).containsExactly("a.b", "foo-bar", "x");
        assertThat(new SettingsLoader(surroundings.config())
                        .provider("foo-bar", Map.of())
                        .baseUrl())
                .hasToString("https://foo/v1");
    }
}
