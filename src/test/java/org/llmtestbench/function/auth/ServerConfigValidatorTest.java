package org.llmtestbench.function.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.function.ServerConfig;
import org.llmtestbench.function.limits.LimitsConfig;
import org.llmtestbench.function.limits.LimitsProducers;
import org.llmtestbench.provider.Configured;
import org.llmtestbench.provider.EffectiveSetting;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.TopLevelKeys;

class ServerConfigValidatorTest {
    @TempDir
    Path home;

    private Surroundings surroundings;

    @BeforeEach
    void noSettings() {
        surroundings = new Surroundings(home);
    }

    private List<String> problems() {
        return Configured.problems(surroundings, new ServerConfigValidator(), new LimitsProducers()).stream()
                .map(problem -> problem.replace(surroundings.file().toString(), "FILE"))
                .toList();
    }

    private SettingsReader root() {
        return Configured.settings(surroundings).root(Map.of());
    }

    @Test
    void without_settings_there_is_no_problem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void all_invalid_settings_are_reported_together_with_their_location() {
        surroundings
                .file("""
                        max_tokens = "many"
                        max_usd_per_day = -1
                        auth = "sk-planted-0123456789"
                        grace = 5
                        """)
                .environment("LLM_TEST_BENCH_PORT", "99999")
                .environment("LLM_TEST_BENCH_MAX_CONCURRENT_PER_CALLER", "x");
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "FILE, line 1: max_tokens: 'many' can't be used.",
                        "FILE, line 2: max_usd_per_day: '-1' can't be used.",
                        "FILE, line 3: auth: must be one of tokens, oidc, platform, none.",
                        "FILE, line 4: grace: '5' can't be used.",
                        "environment variable LLM_TEST_BENCH_PORT: '99999' can't be used.",
                        "environment variable LLM_TEST_BENCH_MAX_CONCURRENT_PER_CALLER: 'x' can't be used.");
    }

    @Test
    void problems_of_the_start_are_reported_without_starting_the_server() {
        surroundings.file("host = '0.0.0.0'");
        assertThat(problems())
                .containsExactly(
                        "No authentication is configured, so any program that can connect could spend your money.");
        surroundings.file("host = '0.0.0.0'\nauth = 'none'");
        assertThat(problems())
                .containsExactly(
                        "Without authentication only a loopback address such as 127.0.0.1 can be bound, not 0.0.0.0.");
        surroundings.file("host = '0.0.0.0'\ntokens_file = 'tokens'");
        assertThat(problems())
                .containsExactly(
                        "The tokens file " + surroundings.file().resolveSibling("tokens") + " does not exist.");
        surroundings.environment("LLM_TEST_BENCH_TOKENS", "planted");
        surroundings.file("host = '0.0.0.0'");
        assertThat(problems())
                .containsExactly("LLM_TEST_BENCH_TOKENS, line 1: the token has fewer than 16 characters.");
    }

    @Test
    void an_unreadable_file_of_certificate_authorities_is_reported() {
        surroundings.file("oidc_issuer = 'https://x'\noidc_audience = 'a'\noidc_ca_file = 'none.pem'");
        assertThat(problems())
                .containsExactly(
                        "oidc_ca_file: " + surroundings.file().resolveSibling("none.pem") + " does not exist.");
    }

    @Test
    void the_environment_takes_precedence_over_the_file() {
        surroundings.file("max_tokens = 1\nmax_usd_per_day = 0.50\nmax_concurrent_per_caller = 3");
        surroundings.environment("LLM_TEST_BENCH_MAX_TOKENS", "2");
        assertThat(LimitsConfig.of(root())).isEqualTo(new LimitsConfig(2, 3, new BigDecimal("0.50")));
    }

    @Test
    void the_documented_defaults_are_the_real_defaults() {
        Surroundings defaults = new Surroundings(home);
        TopLevelKeys.DEFAULTS.forEach((key, value) -> {
            if (!value.equals("none")) {
                defaults.environment("LLM_TEST_BENCH_" + key.toUpperCase(java.util.Locale.ROOT), value);
            }
        });
        SettingsReader explicit = Configured.settings(defaults).root(Map.of());
        SettingsReader nothing = Configured.settings(surroundings).environment();
        assertThat(LimitsConfig.of(root())).isEqualTo(LimitsConfig.of(explicit));
        assertThat(ServerConfig.of(root(), nothing)).isEqualTo(ServerConfig.of(explicit, nothing));
        assertThat(AuthConfig.of(root())).isEqualTo(new AuthConfig(null, null, null, null, null, null));
    }

    @Test
    void settings_are_shown_with_their_source_and_without_the_tokens() {
        surroundings
                .file("auth = 'tokens'")
                .environment("LLM_TEST_BENCH_TOKENS", Asked.TOKEN)
                .environment("PORT", "9090");
        List<EffectiveSetting> shown = Configured.effectiveSettings(surroundings);
        assertThat(shown)
                .contains(
                        new EffectiveSetting("auth", "tokens", surroundings.file() + ", line 1"),
                        new EffectiveSetting("tokens", "set", "environment variable LLM_TEST_BENCH_TOKENS"),
                        new EffectiveSetting("port", "9090", "environment variable PORT"),
                        new EffectiveSetting("max_usd_per_day", "10", "default"));
        assertThat(shown.toString()).doesNotContain("planted");
        assertThat(Configured.effectiveSettings(new Surroundings(home.resolve("other"))))
                .contains(new EffectiveSetting("tokens", "not set", "default"));
    }

    @Test
    void the_string_form_of_a_record_contains_no_tokens() {
        surroundings.environment("LLM_TEST_BENCH_TOKENS", Asked.TOKEN);
        assertThat(AuthConfig.of(root()).toString()).doesNotContain("planted");
    }
}
