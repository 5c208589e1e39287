package org.llmtestbench.provider.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.ModelLifecycle;
import org.llmtestbench.provider.PriceTier;
import org.llmtestbench.provider.Prices;

class ModelCatalogTest {
    private final ModelCatalog catalog = new ModelCatalog();

    @Test
    void it_knows_which_parameters_a_model_accepts() {
        ModelInfo luna = catalog.find("gpt-6-luna").orElseThrow();
        assertThat(luna.contextWindow()).isEqualTo(1_050_000);
        assertThat(luna.usesMaxCompletionTokens()).isTrue();
        assertThat(luna.stop()).isFalse();
        assertThat(luna.acceptsSampling(null)).isFalse();
        assertThat(luna.acceptsSampling("none")).isTrue();
        assertThat(catalog.find("gpt-4o").orElseThrow().acceptsSampling(null)).isTrue();
        assertThat(catalog.find("gpt-6.2-sol").orElseThrow().acceptsSampling("none"))
                .isFalse();
    }

    @Test
    void it_knows_which_models_reason_by_default_and_accept_a_temperature() {
        ModelInfo haiku = catalog.find("claude-haiku-5-5").orElseThrow();
        assertThat(haiku.reasonsByDefault()).isTrue();
        assertThat(haiku.acceptsTemperature()).isFalse();
        assertThat(catalog.find("claude-sonnet-5-5"))
                .map(ModelInfo::reasonsByDefault)
                .contains(true);
        ModelInfo opus = catalog.find("claude-opus-4-6").orElseThrow();
        assertThat(opus.reasonsByDefault()).isFalse();
        assertThat(opus.acceptsTemperature()).isTrue();
        assertThat(catalog.find("claude-3-haiku-20240307"))
                .map(ModelInfo::reasonsByDefault)
                .contains(false);
        assertThat(catalog.find("gpt-4o")).map(ModelInfo::acceptsTemperature).contains(true);
    }

    @Test
    void a_dated_snapshot_has_the_properties_of_its_model() {
        assertThat(catalog.find("gpt-6-luna-2026-10-01")).map(ModelInfo::id).contains("gpt-6-luna");
        assertThat(catalog.find("gpt-6-luna-mini")).isEmpty();
        assertThat(catalog.find("my-own")).isEmpty();
    }

    @Test
    void it_knows_when_a_model_retires() {
        assertThat(catalog.find("gpt-4o").flatMap(ModelInfo::retires)).contains(LocalDate.of(2027, 1, 14));
        assertThat(catalog.find("gpt-6-luna").flatMap(ModelInfo::retires)).isEmpty();
    }

    @Test
    void every_vendor_has_its_models() {
        assertThat(catalog.of("openai"))
                .hasSizeGreaterThan(50)
                .allMatch(m -> m.provider().equals("openai"));
        assertThat(catalog.of("unknown-vendor")).isEmpty();
    }

    @Test
    void it_contains_prices_and_capabilities() {
        ModelInfo luna = catalog.find("openai", "gpt-6-luna").orElseThrow();
        assertThat(luna.pricePerMtok()).isEqualTo(prices("0.1", "0.01", "0.125", "0.5"));
        assertThat(luna.priceTiers()).containsExactly(new PriceTier(272_000, prices("0.2", "0.02", "0.25", "0.75")));
        assertThat(luna.maxInputTokens()).isEqualTo(922_000);
        assertThat(luna.supports()).isEqualTo(new ModelInfo.Supports(true, true, true, true));
        assertThat(luna.endpoints()).containsExactly("chat_completions", "responses");
        assertThat(luna.sources()).isNotEmpty();
        assertThat(luna.lifecycle())
                .isEqualTo(
                        new ModelLifecycle(ModelLifecycle.Stage.ACTIVE, null, null, null, LocalDate.of(2026, 11, 22)));
        ModelInfo opus = catalog.find("anthropic", "claude-opus-4-6").orElseThrow();
        assertThat(opus.temperatureOn20230601()).isEqualTo("any_0_to_1");
        assertThat(opus.lifecycle().retirementNotSoonerThan()).isEqualTo(LocalDate.of(2027, 2, 5));
        assertThat(catalog.find("gpt-4o").orElseThrow().lifecycle().recommendedReplacement())
                .isEqualTo("gpt-6-luna");
    }

    private static Prices prices(String input, String cachedInput, String cacheWrite, String output) {
        return new Prices(
                new BigDecimal(input), new BigDecimal(cachedInput), new BigDecimal(cacheWrite), new BigDecimal(output));
    }

    @Test
    void it_has_a_date() {
        assertThat(catalog.generated()).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    @Test
    void prices_limits_and_dates_do_not_apply_to_other_providers() {
        ModelInfo atOtherProvider = catalog.find("azure", "gpt-4o").orElseThrow();
        assertThat(atOtherProvider.provider()).isEqualTo("openai");
        assertThat(atOtherProvider.tokenizer()).isEqualTo("o200k_base");
        assertThat(atOtherProvider.maxOutputTokens()).isEqualTo(16_384);
        assertThat(atOtherProvider.pricePerMtok()).isEqualTo(Prices.UNKNOWN);
        assertThat(atOtherProvider.maxPromptTokens()).isEmpty();
        assertThat(atOtherProvider.retires()).isEmpty();
        assertThat(catalog.deprecationWarnings("azure", "gpt-4o")).isEmpty();
    }

    @Test
    void an_unlisted_snapshot_accepts_the_same_parameters_but_has_no_price() {
        ModelInfo snapshot = catalog.find("openai", "gpt-6-luna-2026-10-01").orElseThrow();
        assertThat(snapshot.id()).isEqualTo("gpt-6-luna-2026-10-01");
        assertThat(snapshot.acceptsSampling(null)).isFalse();
        assertThat(snapshot.pricePerMtok()).isEqualTo(Prices.UNKNOWN);
        assertThat(catalog.find("openai", "my-own")).isEmpty();
    }

    @Test
    void prices_are_positive_and_tiers_have_the_same_prices_as_their_model() {
        for (String vendor : List.of("openai", "anthropic", "gemini", "mistral", "groq", "deepseek")) {
            assertThat(catalog.of(vendor)).isNotEmpty().allSatisfy(model -> {
                assertThat(amounts(model.pricePerMtok())).allMatch(price -> price == null || price.signum() > 0);
                for (PriceTier tier : model.priceTiers()) {
                    assertThat(amounts(tier.prices())).allMatch(price -> price == null || price.signum() > 0);
                    assertThat(amounts(tier.prices()).map(Objects::isNull))
                            .containsExactlyElementsOf(amounts(model.pricePerMtok())
                                    .map(Objects::isNull)
                                    .toList());
                }
            });
        }
    }

    private static Stream<BigDecimal> amounts(Prices p) {
        return Stream.of(p.input(), p.cachedInput(), p.cacheWrite(), p.output());
    }

    @Test
    void replacements_are_known_models() {
        assertThat(Stream.of("openai", "anthropic").flatMap(vendor -> catalog.of(vendor).stream()))
                .map(model -> model.lifecycle().recommendedReplacement())
                .filteredOn(Objects::nonNull)
                .isNotEmpty()
                .allMatch(id -> catalog.find(id).isPresent());
    }

    @Test
    void more_ids_than_the_cache_can_hold_do_no_harm() {
        for (int i = 0; i < 1200; i++) {
            assertThat(catalog.find("openai", "unknown-model-" + i)).isEmpty();
        }
        assertThat(catalog.find("openai", "gpt-6-luna")).isPresent();
    }
}
