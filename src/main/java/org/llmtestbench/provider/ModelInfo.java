package org.llmtestbench.provider;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What is known of a model, in the words of the catalogue and of {@code [models."<id>"]}. What is not known is null or
 * empty.
 *
 * @param provider the vendor; null for a model of the user's own, whoever serves it
 * @param id the vendor's own id
 * @param contextWindow input and output tokens together
 * @param maxInputTokens the part of the window that the prompt may fill
 * @param maxOutputTokens the longest answer
 * @param pricePerMtok what tokens cost
 * @param priceTiers what they cost above some length of the prompt
 * @param lifecycle how long it will answer
 * @param supports what it can do
 * @param endpoints the vendor's words for the calls that reach it, such as {@code chat_completions}
 * @param tokenizer the encoding, such as {@code o200k_base}, or a word for one that is not public
 * @param maxTokensParam the request fields it takes for the token limit
 * @param temperature {@code any_0_to_2}, {@code only_with_reasoning_effort_none} or {@code default_only}
 * @param temperatureOn20230601 {@code any_0_to_1} or {@code default_only_1.0}: what Anthropic's API of that date takes
 * @param thinking how it thinks and whether that can be turned off, such as {@code adaptive_can_disable}
 * @param stop whether it takes stop sequences
 * @param sources where the facts are from
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

    /** What a model can do; null where that is not known. */
    public record Supports(Boolean streaming, Boolean tools, Boolean vision, Boolean reasoning) {}

    /** Copies the lists. */
    public ModelInfo {
        priceTiers = List.copyOf(priceTiers);
        endpoints = List.copyOf(endpoints);
        sources = List.copyOf(sources);
    }

    /** A model of which nothing is known. */
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

    /** Whether {@code temperature} and {@code top_p} may be sent along with this reasoning effort, or null. */
    public boolean takesSampling(String reasoningEffort) {
        if (temperature == null) {
            return true;
        }
        return switch (temperature) {
            case "default_only" -> false;
            case "only_with_reasoning_effort_none" -> "none".equals(reasoningEffort);
            default -> true;
        };
    }

    /** Whether Anthropic's protocol may send it another {@code temperature} or {@code top_p} than the default. */
    public boolean takesTemperature() {
        return temperatureOn20230601 == null || temperatureOn20230601.startsWith("any");
    }

    /** Whether it thinks before it answers though nobody asked for it, and spends output tokens on that. */
    public boolean reasonsByDefault() {
        return thinking != null && thinking.matches("adaptive_(always_on|can_disable|.*cannot_disable)");
    }

    /** Whether the token limit goes into {@code max_completion_tokens}; the older field is {@code max_tokens}. */
    public boolean takesCompletionTokens() {
        return maxTokensParam != null && maxTokensParam.contains("max_completion_tokens");
    }

    /** The day it stops answering, if one is announced. */
    public Optional<LocalDate> retires() {
        return Optional.ofNullable(lifecycle.retirementDate());
    }

    /** The longest prompt that fits, in tokens; empty when neither limit is known. */
    public OptionalLong longestPrompt() {
        return Stream.of(contextWindow, maxInputTokens)
                .flatMapToLong(limit -> limit == null ? LongStream.empty() : LongStream.of(limit))
                .min();
    }

    /** The prices of a whole request with a prompt of so many tokens. */
    public Prices prices(long promptTokens) {
        return priceTiers.stream()
                .filter(tier -> tier.appliesTo(promptTokens))
                .max(Comparator.comparingLong(PriceTier::inputTokensAbove))
                .map(PriceTier::prices)
                .orElse(pricePerMtok);
    }
}
