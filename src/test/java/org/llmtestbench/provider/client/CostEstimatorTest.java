package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Provider.TokenCount;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** Windows of the catalogue: gpt-4 8,192 tokens, gpt-6-luna 922,000 of a prompt, claude-haiku-4-5 200,000. */
class CostEstimatorTest {
    private static final ModelCatalog CATALOGUE = new ModelCatalog();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> counted = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Integer maxTokens;

    private CostEstimator meter(String provider, String model, String prompt, Function<String, TokenCount> tokens) {
        ProviderSettings settings = new ProviderSettings(
                provider,
                "openai",
                URI.create("http://127.0.0.1:9/v1"),
                null,
                "",
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                null,
                true,
                true,
                "auto",
                0,
                SOON,
                ProviderSettings.Timeouts.DEFAULT,
                ProviderSettings.Limits.NONE);
        CompletionRequest request = CompletionRequest.builder()
                .model(model)
                .system("s")
                .user(prompt)
                .maxTokens(maxTokens)
                .build();
        return new CostEstimator(Endpoints.with(settings, "key"), CATALOGUE, request, text -> {
            counted.add(text);
            return tokens.apply(text);
        });
    }

    private static TokenCount oneForTwo(String text) {
        return new TokenCount(text.length() / 2, true);
    }

    private static TokenCount guess(String text) {
        return new TokenCount(text.length(), false);
    }

    private static void passes(CostEstimator meter) {
        meter.requireRoom().await().atMost(SOON);
    }

    private static ProviderException refusal(CostEstimator meter) {
        return catchThrowableOfType(
                ProviderException.class, () -> meter.requireRoom().await().atMost(SOON));
    }

    @Test
    void a_prompt_with_no_more_bytes_than_the_window_has_tokens_is_not_even_counted() {
        passes(meter("openai", "gpt-4", "a".repeat(8_191), CostEstimatorTest::oneForTwo));
        assertThat(counted).isEmpty();
    }

    @Test
    void an_exact_count_decides_to_the_token() {
        passes(meter("openai", "gpt-4", "a".repeat(2 * 8_192), CostEstimatorTest::oneForTwo));
        ProviderException refusal =
                refusal(meter("openai", "gpt-4", "a".repeat(2 * 8_193), CostEstimatorTest::oneForTwo));
        assertThat(refusal.failure()).isEqualTo(Failure.CONTEXT_LENGTH_EXCEEDED);
        assertThat(refusal).hasMessage("The prompt has 8193 tokens, but gpt-4 takes 8192. Nothing was sent.");
        assertThat(refusal.hint())
                .contains("Shorten the prompt. If the limit is wrong, set context_window in [models.gpt-4].");
        assertThat(refusal.response()).isEmpty();
    }

    @Test
    void bytes_decide_whether_it_is_counted_and_tokens_whether_it_fits() {
        passes(meter("openai", "gpt-4", "é".repeat(8_000), CostEstimatorTest::oneForTwo));
        assertThat(counted).isNotEmpty();
    }

    @Test
    void an_exact_count_is_not_made_on_the_thread_that_asks() {
        AtomicReference<Thread> counter = new AtomicReference<>();
        passes(meter("openai", "gpt-4", "a".repeat(10_000), text -> {
            counter.set(Thread.currentThread());
            return oneForTwo(text);
        }));
        assertThat(counter.get()).isNotNull().isNotSameAs(Thread.currentThread());
    }

    @Test
    void without_an_exact_count_one_token_for_16_characters_is_certain() {
        passes(meter("anthropic", "claude-haiku-4-5", "a".repeat(16 * 200_000), CostEstimatorTest::guess));
        assertThat(counted).containsOnly("");
        assertThat(refusal(meter("anthropic", "claude-haiku-4-5", "a".repeat(16 * 200_001), CostEstimatorTest::guess)))
                .hasMessage("The prompt has at least 200001 tokens (3200017 characters), but claude-haiku-4-5 takes"
                        + " 200000. Nothing was sent.");
    }

    @Test
    void a_character_beyond_the_first_65536_is_one_character() {
        passes(meter("anthropic", "claude-haiku-4-5", "😀".repeat(3_000_000), CostEstimatorTest::guess));
    }

    @Test
    void the_limit_of_the_prompt_counts_where_it_is_known() {
        assertThat(refusal(meter("openai", "gpt-6-luna", "a".repeat(16 * 922_001), CostEstimatorTest::guess)))
                .hasMessageContaining("gpt-6-luna takes 922000.");
    }

    @Test
    void nothing_is_certain_of_models_that_are_unknown_or_served_by_somebody_else() {
        passes(meter("openai", "my-own", "a".repeat(20_000_000), CostEstimatorTest::oneForTwo));
        passes(meter("local", "gpt-4", "a".repeat(20_000_000), CostEstimatorTest::oneForTwo));
        assertThat(counted).isEmpty();
    }

    @Test
    void what_is_known_is_priced() {
        CostEstimator meter = meter("openai", "gpt-4o", "p", CostEstimatorTest::guess);
        // 2.50 in, 10 out: 4 × 2.50 + 1 × 10 = 20 millionths
        assertThat(meter.cost(TokenUsage.estimated(4, 1), warnings::add)).isEqualByComparingTo("0.00002");
        assertThat(warnings).isEmpty();
    }

    @Test
    void the_same_model_behind_another_endpoint_may_cost_anything() {
        assertThat(meter("azure", "gpt-4o", "p", CostEstimatorTest::guess)
                        .cost(TokenUsage.estimated(4, 1), warnings::add))
                .isNull();
        assertThat(warnings)
                .containsExactly("The cost is unknown: gpt-4o at azure has no known price for input, output."
                        + " Set price_per_mtok in [models.gpt-4o].");
    }

    @Test
    void a_part_without_price_is_named() {
        TokenUsage cached = new TokenUsage(9, 1, 10, 5, 0, 0, false);
        assertThat(meter("openai", "gpt-5.5-pro", "p", CostEstimatorTest::guess).cost(cached, warnings::add))
                .isNull();
        assertThat(warnings)
                .containsExactly("The cost is unknown: gpt-5.5-pro at openai has no known price for cached_input."
                        + " Set price_per_mtok in [models.\"gpt-5.5-pro\"].");
    }

    private Optional<String> excess(Integer limit, TokenUsage usage) {
        maxTokens = limit;
        return meter("acme", "m", "p", CostEstimatorTest::guess).excess(usage);
    }

    private static TokenUsage completion(long completion, long reasoning) {
        return new TokenUsage(9, completion, 9 + completion, 0, 0, reasoning, false);
    }

    @Test
    void as_many_tokens_as_were_asked_for_are_no_excess() {
        assertThat(excess(16, completion(16, 0))).isEmpty();
        assertThat(excess(null, completion(1_000, 0))).isEmpty();
    }

    @Test
    void more_tokens_than_were_asked_for_are_told() {
        assertThat(excess(16, completion(17, 0)))
                .contains(
                        "The answer has 17 completion tokens, but the request allows 16. The server may know the limit"
                                + " by another name: see max_tokens_field.");
    }

    @Test
    void reasoning_that_the_limit_does_not_hold_is_told_as_such() {
        assertThat(excess(16, completion(316, 300)))
                .contains("The answer has 316 completion tokens, but the request allows 16: the server does not count"
                        + " reasoning (300).");
    }

    @Test
    void an_estimate_is_an_excess_only_when_it_is_clear() {
        assertThat(excess(16, TokenUsage.estimated(9, 32))).isEmpty();
        assertThat(excess(16, TokenUsage.estimated(9, 33))).get().asString().startsWith("The answer has about 33 ");
    }
}
