package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.provider.catalog.ModelCatalog;

class ConfiguredModelTest {
    @TempDir
    Path home;

    private Surroundings surroundings;

    @BeforeEach
    void create_surroundings() {
        surroundings = new Surroundings(home);
    }

    private ModelCatalog catalog() {
        return new ModelCatalog(new SettingsLoader(surroundings.config()));
    }

    private ModelInfo find(String provider, String id) {
        return catalog().find(provider, id).orElseThrow();
    }

    private ProviderException error(String provider, String id) {
        return catchThrowableOfType(ProviderException.class, () -> find(provider, id));
    }

    @Test
    void configuration_overrides_single_keys_of_the_catalog() {
        surroundings.file("""
                [models.gpt-4o]
                max_output_tokens = 99
                price_per_mtok.input = 2.25
                supports.vision = false
                """);
        ModelInfo model = find("openai", "gpt-4o");
        assertThat(model.maxOutputTokens()).isEqualTo(99);
        assertThat(model.pricePerMtok().input()).isEqualByComparingTo("2.25");
        assertThat(model.pricePerMtok().output()).isEqualByComparingTo("10");
        assertThat(model.supports()).isEqualTo(new ModelInfo.Supports(true, true, false, false));
        assertThat(model.contextWindow()).isEqualTo(128_000);
        assertThat(model.retires()).contains(LocalDate.of(2027, 1, 14));
    }

    @Test
    void a_new_model_can_have_every_key() {
        surroundings.file("""
                [models."my/llama:70b"]
                context_window = 128_000
                max_input_tokens = 100_000
                max_output_tokens = 4096
                price_per_mtok = { input = 0.10, cached_input = 0, cache_write = 1e-7, output = 3 }
                price_tiers = [{ input_tokens_above = 1000, input = 0.2, output = 6 }]
                lifecycle = "active"
                retirement_date = 2030-01-31
                retirement_not_sooner_than = "2029-01-31"
                recommended_replacement = "other"
                supports = { streaming = true, tools = false, vision = true, reasoning = false }
                endpoints = ["chat_completions"]
                tokenizer = "cl100k_base"
                max_tokens_param = "max_tokens"
                temperature = "any_0_to_2"
                temperature_on_2023_06_01 = "any_0_to_1"
                thinking = "adaptive_can_disable"
                stop = true
                sources = ["me"]
                system_role = "system"
                """);
        assertThat(find("any-provider", "my/llama:70b"))
                .isEqualTo(new ModelInfo(
                        null,
                        "my/llama:70b",
                        128_000L,
                        100_000L,
                        4096L,
                        new Prices(
                                new BigDecimal("0.10"), BigDecimal.ZERO, new BigDecimal("1E-7"), new BigDecimal("3")),
                        java.util.List.of(new PriceTier(
                                1000, new Prices(new BigDecimal("0.2"), null, null, new BigDecimal("6")))),
                        new ModelLifecycle(
                                ModelLifecycle.Stage.ACTIVE,
                                LocalDate.of(2030, 1, 31),
                                LocalDate.of(2029, 1, 31),
                                "other",
                                null),
                        new ModelInfo.Supports(true, false, true, false),
                        java.util.List.of("chat_completions"),
                        "cl100k_base",
                        "max_tokens",
                        "any_0_to_2",
                        "any_0_to_1",
                        "adaptive_can_disable",
                        true,
                        java.util.List.of("me")));
    }

    @Test
    void the_environment_overrides_the_file_and_can_define_models() {
        surroundings
                .file("[models.\"gpt-5.5\"]\nprice_per_mtok.input = 1\nprice_per_mtok.output = 2\n")
                .environment("LLM_TEST_BENCH_MODELS__GPT_5_5__PRICE_PER_MTOK_INPUT", "7")
                .environment("LLM_TEST_BENCH_MODELS_MINE_CONTEXT_WINDOW", "8192");
        assertThat(find("openai", "gpt-5.5").pricePerMtok().input()).isEqualByComparingTo("7");
        assertThat(find("openai", "gpt-5.5").pricePerMtok().output()).isEqualByComparingTo("2");
        assertThat(find("local", "mine").maxPromptTokens()).hasValue(8192);
    }

    @Test
    void a_configured_list_replaces_the_whole_list() {
        surroundings.file(
                "[models.gpt-6-luna]\nprice_tiers = [{ input_tokens_above = 5, input = 9 }]\nendpoints = []\n");
        ModelInfo model = find("openai", "gpt-6-luna");
        assertThat(model.prices(6)).isEqualTo(new Prices(new BigDecimal("9"), null, null, null));
        assertThat(model.priceTiers()).hasSize(1);
        assertThat(model.endpoints()).isEmpty();
        surroundings.file("[models.gpt-6-luna]\nprice_tiers = []\n");
        assertThat(find("openai", "gpt-6-luna").priceTiers()).isEmpty();
    }

    @Test
    void the_applicable_tier_with_the_highest_limit_is_used() {
        surroundings.file("[models.x]\nprice_tiers = [{ input_tokens_above = 20, input = 2 },"
                + " { input_tokens_above = 10, input = 1 }]\n");
        assertThat(find("local", "x").prices(10).input()).isNull();
        assertThat(find("local", "x").prices(11).input()).isEqualByComparingTo("1");
        assertThat(find("local", "x").prices(21).input()).isEqualByComparingTo("2");
    }

    @Test
    void a_configured_context_window_replaces_both_limits() {
        surroundings.file("[models.gpt-6-luna]\ncontext_window = 2_000_000\n");
        assertThat(find("openai", "gpt-6-luna").maxPromptTokens()).hasValue(2_000_000);
    }

    @Test
    void configured_prices_apply_to_every_provider_or_to_the_configured_one() {
        surroundings.file("[models.gpt-4o]\nprice_per_mtok = { input = 1, output = 2 }\n");
        assertThat(find("azure", "gpt-4o").pricePerMtok())
                .isEqualTo(new Prices(BigDecimal.ONE, null, null, BigDecimal.valueOf(2)));
        surroundings.file("[models.gpt-4o]\nprovider = 'azure'\nprice_per_mtok = { input = 1, output = 2 }\n");
        assertThat(find("azure", "gpt-4o").pricePerMtok().input()).isEqualByComparingTo("1");
        assertThat(find("openai", "gpt-4o").pricePerMtok().input()).isEqualByComparingTo("2.5");
        assertThat(find("local", "gpt-4o").pricePerMtok()).isEqualTo(Prices.UNKNOWN);
    }

    @Test
    void configured_models_are_listed_after_those_of_their_vendor() {
        surroundings.file("[models.mine]\nprovider = 'openai'\nstop = true\n[models.unassigned]\nstop = true\n");
        assertThat(catalog().of("openai")).last().extracting(ModelInfo::id).isEqualTo("mine");
        assertThat(catalog().find("unassigned")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            context_window            | 0            | Write a number of tokens, such as 128000.
            max_output_tokens         | -1           | Write a number of tokens, such as 128000.
            max_input_tokens          | many         | Write a number of tokens, such as 128000.
            price_per_mtok.input      | -0.1         | Write US dollars per million tokens, such as 0.25.
            price_per_mtok.output     | $3           | Write US dollars per million tokens, such as 0.25.
            price_per_mtok.output     | nan          | Write US dollars per million tokens, such as 0.25.
            price_per_mtok.output     | 1000001      | Write US dollars per million tokens, such as 0.25.
            price_per_mtok.output     | 1e999999     | Write US dollars per million tokens, such as 0.25.
            retirement_date           | 2027-02-30   | Write a date such as 2027-01-31.
            retirement_not_sooner_than| soon         | Write a date such as 2027-01-31.
            lifecycle                 | activ        | Write one of active, deprecated, retired, listed, unknown.
            stop                      | yes          | Write true or false.
            supports.tools            | 1            | Write true or false.
            temperature               | hot          | Write one of any_0_to_2, only_with_reasoning_effort_none, default_only.
            """)
    void invalid_values_are_rejected_with_their_location(String key, String value, String hint) {
        surroundings.file("[models.x]\n" + key + " = '" + value + "'\n");
        ProviderException error = error("local", "x");
        assertThat(error.failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(error)
                .hasMessage(surroundings.file() + ", line 2: models.x." + key + ": '" + value + "' can't be used.");
        assertThat(error.hint()).contains(hint);
    }

    @Test
    void a_tier_without_its_limit_is_rejected_with_its_location() {
        surroundings.file("[models.x]\nstop = true\nprice_tiers = [{ output = 1 }]\n");
        assertThat(error("local", "x"))
                .hasMessage(surroundings.file() + ", line 3: models.x.price_tiers[0].output: this price tier has no"
                        + " input_tokens_above.");
    }

    @Test
    void invalid_values_in_the_environment_are_rejected() {
        surroundings.environment("LLM_TEST_BENCH_MODELS_X_PRICE_TIERS", "cheap");
        assertThat(error("local", "x"))
                .hasMessage("environment variable LLM_TEST_BENCH_MODELS_X_PRICE_TIERS: 'cheap' can't be used.");
    }

    @Test
    void problems_of_the_file_are_reported_when_a_model_is_looked_up() {
        surroundings.file("[models.x]\npreis = 1\n");
        assertThat(error("openai", "gpt-4o")).hasMessageContaining("line 2: models.x.preis: unknown key.");
    }
}
