package org.llmtestbench.provider;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The known properties of a model, from the catalog and from {@code [models."<id>"]}. Unknown values are null or empty.
 *
 * @param provider the vendor; null for a model that the user configured for any provider
 * @param id the vendor's own id
 * @param contextWindow the maximum number of input and output tokens together
 * @param maxInputTokens the maximum number of prompt tokens
 * @param maxOutputTokens the maximum number of tokens of the answer
 * @param pricePerMtok the prices per million tokens
 * @param priceTiers other prices for long prompts
 * @param lifecycle the stage and the retirement date
 * @param supports the capabilities
 * @param endpoints the vendor's names of the APIs that serve the model, such as {@code chat_completions}
 * @param tokenizer the encoding, such as {@code o200k_base}, or a name for one that is not public
 * @param maxTokensParam the request fields that it accepts for the token limit
 * @param temperature {@code any_0_to_2}, {@code only_with_reasoning_effort_none} or {@code default_only}
 * @param temperatureOn20230601 {@code any_0_to_1} or {@code default_only_1.0}; for Anthropic's API of that date
 * @param thinking how the model reasons and whether that can be disabled, such as {@code adaptive_can_disable}
 * @param stop whether it accepts stop sequences
 * @param sources where the values are from
 */
public record ModelInfo(
        String provider,
        String id,
        Long contextWindow,
        Long maxInputTokens,
        Long maxOutputTokens,
        Prices pricePerMtok,
        List<PriceTier> priceTiers,
        ModelLifecycle lifecycle,
        Supports supports,
        List<String> endpoints,
        String tokenizer,
        String maxTokensParam,
        String temperature,
        String temperatureOn20230601,
        String thinking,
        Boolean stop,
        List<String> sources) {

    /** The capabilities of a model; null where one is not known. */
    public record Supports(Boolean streaming, Boolean tools, Boolean vision, Boolean reasoning) {}

    /** Copies the lists. */
    public ModelInfo {
        priceTiers = List.copyOf(priceTiers);
        endpoints = List.copyOf(endpoints);
        sources = List.copyOf(sources);
    }

    /** Returns a model of which only the id is known. */
    public static ModelInfo unknown(String id) {
        Supports supports = new Supports(null, null, null, null);
        return new ModelInfo(
                null,
                id,
                null,
                null,
                null,
                Prices.UNKNOWN,
                List.of(),
                ModelLifecycle.UNKNOWN,
                supports,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** Whether {@code temperature} and {@code top_p} may be sent with this reasoning effort; null for none. */
    public boolean acceptsSampling(String reasoningEffort) {
        if (temperature == null) {
            return true;
        }
        return switch (temperature) {
            case "default_only" -> false;
            case "only_with_reasoning_effort_none" -> "none".equals(reasoningEffort);
            default -> true;
        };
    }

    /** Whether a request of Anthropic's API may set {@code temperature} or {@code top_p}. */
    public boolean acceptsTemperature() {
        return temperatureOn20230601 == null || temperatureOn20230601.startsWith("any");
    }

    /** Whether the model reasons when the request does not ask for it, which uses output tokens. */
    public boolean reasonsByDefault() {
        return thinking != null && thinking.matches("adaptive_(always_on|can_disable|.*cannot_disable)");
    }

    /** Whether the token limit is sent as {@code max_completion_tokens}, and not as {@code max_tokens}. */
    public boolean usesMaxCompletionTokens() {
        return maxTokensParam != null && maxTokensParam.contains("max_completion_tokens");
    }

    /** Returns the day the model stops answering, if one is announced. */
    public Optional<LocalDate> retires() {
        return Optional.ofNullable(lifecycle.retirementDate());
    }

    /** Returns the maximum number of prompt tokens; empty when no limit is known. */
    public OptionalLong maxPromptTokens() {
        return Stream.of(contextWindow, maxInputTokens)
                .flatMapToLong(limit -> limit == null ? LongStream.empty() : LongStream.of(limit))
                .min();
    }

    /** Returns the prices of a whole request whose prompt has this number of tokens. */
    public Prices prices(long promptTokens) {
        return priceTiers.stream()
                .filter(tier -> tier.appliesTo(promptTokens))
                .max(Comparator.comparingLong(PriceTier::inputTokensAbove))
                .map(PriceTier::prices)
                .orElse(pricePerMtok);
    }
}
