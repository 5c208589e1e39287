package org.llmtestbench.provider;

import java.util.Objects;

/**
 * The prices of a whole request, output included, when its prompt is long.
 *
 * @param inputTokensAbove the tier applies to prompts with more tokens than this
 */
public record PriceTier(long inputTokensAbove, Prices prices) {
    /** Rejects a tier without prices. */
    public PriceTier {
        Objects.requireNonNull(prices, "prices");
    }

    boolean appliesTo(long promptTokens) {
        return promptTokens > inputTokensAbove;
    }
}
