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
    private final ModelCatalog catalogue = new ModelCatalog();

    @Test
    void it_knows_what_a_model_takes() {
        ModelInfo luna = catalogue.find("gpt-6-luna").orElseThrow();
        assertThat(luna.contextWindow()).isEqualTo(1_050_000);
        assertThat(luna.takesCompletionTokens()).isTrue();
        assertThat(luna.stop()).isFalse();
        assertThat(luna.takesSampling(null)).isFalse();
        assertThat(luna.takesSampling("none")).isTrue();
        assertThat(catalogue.find("gpt-4o").orElseThrow().takesSampling(null)).isTrue();
        assertThat(catalogue.find("gpt-6.2-sol").orElseThrow().takesSampling("none"))
                .isFalse();
    }

    @Test
    void it_knows_who_thinks_unasked_and_who_takes_a_temperature() {
        ModelInfo haiku = catalogue.find("claude-haiku-5-5").orElseThrow();
        assertThat(haiku.reasonsByDefault()).isTrue();
        assertThat(haiku.takesTemperature()).isFalse();
        assertThat(catalogue.find("claude-sonnet-5-5"))
                .map(ModelInfo::reasonsByDefault)
                .contains(true);
        ModelInfo opus = catalogue.find("claude-opus-4-6").orElseThrow();
        assertThat(opus.reasonsByDefault()).isFalse();
        assertThat(opus.takesTemperature()).isTrue();
        assertThat(catalogue.find("claude-3-haiku-20240307"))
                .map(ModelInfo::reasonsByDefault)
                .contains(false);
        assertThat(catalogue.find("gpt-4o")).map(ModelInfo::takesTemperature).contains(true);
    }

    @Test
    void a_dated_snapshot_is_known_by_its_model() {
        assertThat(catalogue.find("gpt-6-luna-2026-10-01")).map(ModelInfo::id).contains("gpt-6-luna");
        assertThat(catalogue.find("gpt-6-luna-mini")).isEmpty();
        assertThat(catalogue.find("my-own")).isEmpty();
    }

    @Test
    void it_knows_when_a_model_retires() {
        assertThat(catalogue.find("gpt-4o").flatMap(ModelInfo::retires)).contains(LocalDate.of(2027, 1, 14));
        assertThat(catalogue.find("gpt-6-luna").flatMap(ModelInfo::retires)).isEmpty();
    }

    @Test
    void every_vendor_has_its_models() {
        assertThat(catalogue.of("openai"))
                .hasSizeGreaterThan(50)
                .allMatch(m -> m.provider().equals("openai"));
        assertThat(catalogue.of("nobody")).isEmpty();
    }

    @Test
    void it_holds_what_a_model_costs_and_can_do() {
        ModelInfo luna = catalogue.find("openai", "gpt-6-luna").orElseThrow();
        assertThat(luna.pricePerMtok()).isEqualTo(prices("0.1", "0.01", "0.125", "0.5"));
        assertThat(luna.priceTiers()).containsExactly(new PriceTier(272_000, prices("0.2", "0.02", "0.25", "0.75")));
        assertThat(luna.maxInputTokens()).isEqualTo(922_000);
        assertThat(luna.supports()).isEqualTo(new ModelInfo.Supports(true, true, true, true));
        assertThat(luna.endpoints()).containsExactly("chat_completions", "responses");
        assertThat(luna.sources()).isNotEmpty();
        assertThat(luna.lifecycle())
                .isEqualTo(
                        new ModelLifecycle(ModelLifecycle.Stage.ACTIVE, null, null, null, LocalDate.of(2026, 11, 22)));
        ModelInfo opus = catalogue.find("anthropic", "claude-opus-4-6").orElseThrow();
        assertThat(opus.temperatureOn20230601()).isEqualTo("any_0_to_1");
        assertThat(opus.lifecycle().retirementNotSoonerThan()).isEqualTo(LocalDate.of(2027, 2, 5));
        assertThat(catalogue.find("gpt-4o").orElseThrow().lifecycle().recommendedReplacement())
                .isEqualTo("gpt-6-luna");
    }

    private static Prices prices(String input, String cachedInput, String cacheWrite, String output) {
        return new Prices(
                new BigDecimal(input), new BigDecimal(cachedInput), new BigDecimal(cacheWrite), new BigDecimal(output));
    }

    @Test
    void it_knows_its_own_date() {
        assertThat(catalogue.generated()).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    @Test
    void another_provider_has_its_own_prices_limits_and_dates() {
        ModelInfo elsewhere = catalogue.find("azure", "gpt-4o").orElseThrow();
        assertThat(elsewhere.provider()).isEqualTo("openai");
        assertThat(elsewhere.tokenizer()).isEqualTo("o200k_base");
        assertThat(elsewhere.maxOutputTokens()).isEqualTo(16_384);
        assertThat(elsewhere.pricePerMtok()).isEqualTo(Prices.UNKNOWN);
        assertThat(elsewhere.longestPrompt()).isEmpty();
        assertThat(elsewhere.retires()).isEmpty();
        assertThat(catalogue.deprecationWarnings("azure", "gpt-4o")).isEmpty();
    }

    @Test
    void a_snapshot_that_is_not_listed_takes_what_its_model_takes_at_a_price_of_its_own() {
        ModelInfo snapshot = catalogue.find("openai", "gpt-6-luna-2026-10-01").orElseThrow();
        assertThat(snapshot.id()).isEqualTo("gpt-6-luna-2026-10-01");
        assertThat(snapshot.takesSampling(null)).isFalse();
        assertThat(snapshot.pricePerMtok()).isEqualTo(Prices.UNKNOWN);
        assertThat(catalogue.find("openai", "my-own")).isEmpty();
    }

    @Test
    void no_price_in_it_is_nothing_and_tiers_know_what_their_model_knows() {
        for (String vendor : List.of("openai", "anthropic", "gemini", "mistral", "groq", "deepseek")) {
            assertThat(catalogue.of(vendor)).isNotEmpty().allSatisfy(model -> {
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
    void replacements_are_models_it_knows() {
        assertThat(Stream.of("openai", "anthropic").flatMap(vendor -> catalogue.of(vendor).stream()))
                .map(model -> model.lifecycle().recommendedReplacement())
                .filteredOn(Objects::nonNull)
                .isNotEmpty()
                .allMatch(id -> catalogue.find(id).isPresent());
    }

    @Test
    void far_more_ids_than_it_remembers_do_no_harm() {
        for (int i = 0; i < 1200; i++) {
            assertThat(catalogue.find("openai", "unheard-of-" + i)).isEmpty();
        }
        assertThat(catalogue.find("openai", "gpt-6-luna")).isPresent();
    }
}
