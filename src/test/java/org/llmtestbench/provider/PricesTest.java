package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** The comment above each amount shows its calculation; prices are US dollars per million tokens. */
class PricesTest {
    private final ModelCatalog catalog = new ModelCatalog();

    private String cost(String vendor, String id, TokenUsage usage) {
        ModelInfo model = catalog.find(vendor, id).orElseThrow();
        return model.prices(usage.prompt())
                .cost(usage)
                .map(BigDecimal::toPlainString)
                .orElse("unknown");
    }

    private List<String> missing(String vendor, String id, TokenUsage usage) {
        return catalog.find(vendor, id).orElseThrow().prices(usage.prompt()).missing(usage);
    }

    private static TokenUsage usage(long prompt, long completion, long cached, long cacheWrite, long reasoning) {
        return new TokenUsage(prompt, completion, prompt + completion, cached, cacheWrite, reasoning, false);
    }

    @Test
    void cost_without_cache_and_reasoning() {
        // gpt-6-luna 0.10 in, 0.50 out: 9 × 0.10 + 2 × 0.50 = 0.9 + 1 = 1.9 millionths
        assertThat(cost("openai", "gpt-6-luna", usage(9, 2, 0, 0, 0))).isEqualTo("0.0000019");
        // gpt-4o 2.50 in, 10 out: 1000 × 2.50 + 500 × 10 = 2500 + 5000 = 7500 millionths
        assertThat(cost("openai", "gpt-4o", usage(1000, 500, 0, 0, 0))).isEqualTo("0.0075");
    }

    @Test
    void cached_tokens_are_part_of_the_prompt_and_have_their_own_price() {
        // gpt-4o 2.50 in, 1.25 cached, 10 out:
        // (10000 − 8000) × 2.50 + 8000 × 1.25 + 100 × 10 = 5000 + 10000 + 1000 = 16000 millionths
        assertThat(cost("openai", "gpt-4o", usage(10_000, 100, 8_000, 0, 0))).isEqualTo("0.016");
    }

    @Test
    void reasoning_is_part_of_the_completion_and_not_added() {
        // gpt-6-sol 2 in, 10 out: 100 × 2 + 1000 × 10 = 200 + 10000 = 10200 millionths, 900 of the 1000 being reasoning
        assertThat(cost("openai", "gpt-6-sol", usage(100, 1000, 0, 0, 900))).isEqualTo("0.0102");
    }

    @Test
    void a_tier_begins_above_its_limit_and_prices_the_whole_request() {
        // gpt-6-luna up to 272,000: 272000 × 0.10 + 1000 × 0.50 = 27200 + 500 = 27700 millionths
        assertThat(cost("openai", "gpt-6-luna", usage(272_000, 1000, 0, 0, 0))).isEqualTo("0.0277");
        // one more, 0.20 in, 0.75 out: 272001 × 0.20 + 1000 × 0.75 = 54400.2 + 750 = 55150.2 millionths
        assertThat(cost("openai", "gpt-6-luna", usage(272_001, 1000, 0, 0, 0))).isEqualTo("0.0551502");
    }

    @Test
    void a_tier_is_chosen_by_the_whole_prompt_cached_and_written_tokens_included() {
        // gpt-6-luna above 272,000: 0.20 in, 0.02 cached, 0.25 written, 0.75 out, of 300,000 tokens:
        // 20000 × 0.20 + 250000 × 0.02 + 30000 × 0.25 + 100 × 0.75 = 4000 + 5000 + 7500 + 75 = 16575 millionths
        assertThat(cost("openai", "gpt-6-luna", usage(300_000, 100, 250_000, 30_000, 0)))
                .isEqualTo("0.016575");
    }

    @Test
    void anthropic_cache_writes_have_a_price() {
        // claude-sonnet-4-6 3 in, 0.30 cached, 3.75 written, 15 out; input_tokens is 50 without the cache, so 12,050
        // in total:
        // 50 × 3 + 10000 × 0.30 + 2000 × 3.75 + 400 × 15 = 150 + 3000 + 7500 + 6000 = 16650 millionths
        assertThat(cost("anthropic", "claude-sonnet-4-6", usage(12_050, 400, 10_000, 2_000, 0)))
                .isEqualTo("0.01665");
        // claude-haiku-5-5 above 100,000: 0.50 in, 0.625 written, 2.50 out:
        // 100 × 0.50 + 100000 × 0.625 + 10 × 2.50 = 50 + 62500 + 25 = 62575 millionths
        assertThat(cost("anthropic", "claude-haiku-5-5", usage(100_100, 10, 0, 100_000, 0)))
                .isEqualTo("0.062575");
    }

    @Test
    void the_cost_is_unknown_when_a_needed_price_is_unknown() {
        TokenUsage cached = usage(100, 10, 50, 0, 0);
        assertThat(cost("openai", "gpt-5.5-pro", cached)).isEqualTo("unknown");
        assertThat(missing("openai", "gpt-5.5-pro", cached)).containsExactly("cached_input");
        TokenUsage longAndCached = usage(300_000, 10, 50, 0, 0);
        assertThat(missing("openai", "gpt-5.5-pro", longAndCached)).containsExactly("cached_input");
        TokenUsage written = usage(100, 10, 0, 50, 0);
        assertThat(missing("openai", "gpt-4o", written)).containsExactly("cache_write");
        assertThat(missing("openai", "gpt-4-32k", usage(100, 10, 0, 0, 0))).containsExactly("input", "output");
    }

    @Test
    void a_price_that_is_not_needed_may_be_unknown() {
        // gpt-5.5-pro 30 in, 180 out: 100 × 30 + 10 × 180 = 3000 + 1800 = 4800 millionths
        assertThat(cost("openai", "gpt-5.5-pro", usage(100, 10, 0, 0, 0))).isEqualTo("0.0048");
        assertThat(Prices.UNKNOWN.cost(usage(0, 0, 0, 0, 0))).contains(BigDecimal.ZERO);
    }

    @Test
    void contradictory_counts_never_reduce_the_cost() {
        // gpt-4o: no uncached token is left of 10 when 20 are cached: 20 × 1.25 = 25 millionths
        assertThat(cost("openai", "gpt-4o", usage(10, 0, 20, 0, 0))).isEqualTo("0.000025");
    }
}
