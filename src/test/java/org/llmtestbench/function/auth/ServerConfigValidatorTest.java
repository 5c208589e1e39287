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
import org.llmtestbench.provider.Configured;
import org.llmtestbench.provider.EffectiveSetting;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.TopLevelKeys;

class ServerConfigValidatorTest {
    @TempDir
    Path home;

    private Surroundings around;

    @BeforeEach
    void nothing_is_set() {
        around = new Surroundings(home);
    }

    private List<String> problems() {
        return Configured.wrong(around, new ServerConfigValidator()).stream()
                .map(problem -> problem.replace(around.file().toString(), "FILE"))
                .toList();
    }

    private SettingsReader root() {
        return Configured.by(around).root(Map.of());
    }

    @Test
    void without_any_setting_nothing_is_wrong() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_told_at_once_with_its_place() {
        around.file("""
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
                        "FILE, line 3: auth: it is none of tokens, oidc, platform, none.",
                        "FILE, line 4: grace: '5' can't be used.",
                        "environment variable LLM_TEST_BENCH_PORT: '99999' can't be used.",
                        "environment variable LLM_TEST_BENCH_MAX_CONCURRENT_PER_CALLER: 'x' can't be used.");
    }

    @Test
    void what_would_not_start_is_told_without_starting_it() {
        around.file("host = '0.0.0.0'");
        assertThat(problems())
                .containsExactly(
                        "Nothing says how callers are authenticated: any program that reaches this one would spend"
                                + " your money.");
        around.file("host = '0.0.0.0'\nauth = 'none'");
        assertThat(problems())
                .containsExactly(
                        "Without authentication only a loopback address such as 127.0.0.1 can be bound, not 0.0.0.0.");
        around.file("host = '0.0.0.0'\ntokens_file = 'tokens'");
        assertThat(problems())
                .containsExactly("The tokens file " + around.file().resolveSibling("tokens") + " does not exist.");
        around.environment("LLM_TEST_BENCH_TOKENS", "planted");
        around.file("host = '0.0.0.0'");
        assertThat(problems()).containsExactly("LLM_TEST_BENCH_TOKENS, line 1: the token has less than 16 characters.");
    }

    @Test
    void authorities_of_the_issuer_that_can_not_be_read_are_told() {
        around.file("oidc_issuer = 'https://x'\noidc_audience = 'a'\noidc_ca_file = 'none.pem'");
        assertThat(problems())
                .containsExactly("oidc_ca_file: " + around.file().resolveSibling("none.pem") + " does not exist.");
    }

    @Test
    void the_environment_wins_over_the_file() {
        around.file("max_tokens = 1\nmax_usd_per_day = 0.50\nmax_concurrent_per_caller = 3");
        around.environment("LLM_TEST_BENCH_MAX_TOKENS", "2");
        assertThat(LimitsConfig.of(root())).isEqualTo(new LimitsConfig(2, 3, new BigDecimal("0.50")));
    }

    @Test
    void what_is_shown_as_default_is_what_holds() {
        Surroundings told = new Surroundings(home);
        TopLevelKeys.DEFAULTS.forEach((key, value) -> {
            if (!value.equals("none")) {
                told.environment("LLM_TEST_BENCH_" + key.toUpperCase(java.util.Locale.ROOT), value);
            }
        });
        SettingsReader written = Configured.by(told).root(Map.of());
        SettingsReader nothing = Configured.by(around).environment();
        assertThat(LimitsConfig.of(root())).isEqualTo(LimitsConfig.of(written));
        assertThat(ServerConfig.of(root(), nothing)).isEqualTo(ServerConfig.of(written, nothing));
        assertThat(AuthConfig.of(root())).isEqualTo(new AuthConfig(null, null, null, null, null, null));
    }

    @Test
    void settings_are_shown_with_who_set_them_and_tokens_not_at_all() {
        around.file("auth = 'tokens'")
                .environment("LLM_TEST_BENCH_TOKENS", Asked.TOKEN)
                .environment("PORT", "9090");
        List<EffectiveSetting> shown = Configured.shown(around);
        assertThat(shown)
                .contains(
                        new EffectiveSetting("auth", "tokens", around.file() + ", line 1"),
                        new EffectiveSetting("tokens", "set", "environment variable LLM_TEST_BENCH_TOKENS"),
                        new EffectiveSetting("port", "9090", "environment variable PORT"),
                        new EffectiveSetting("max_usd_per_day", "10", "default"));
        assertThat(shown.toString()).doesNotContain("planted");
        assertThat(Configured.shown(new Surroundings(home.resolve("other"))))
                .contains(new EffectiveSetting("tokens", "not set", "default"));
    }

    @Test
    void no_record_tells_its_tokens() {
        around.environment("LLM_TEST_BENCH_TOKENS", Asked.TOKEN);
        assertThat(AuthConfig.of(root()).toString()).doesNotContain("planted");
    }
}
