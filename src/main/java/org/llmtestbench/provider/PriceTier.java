package org.llmtestbench.provider;

import java.util.Objects;

/**
 * What the whole request costs, output included, when its prompt is a long one.
 *
 * @param inputTokensAbove the tier begins with one token more
 */
public record PriceTier(long inputTokensAbove, Prices prices) {
    /** Refuses a tier without prices. */
    public PriceTier {
        Objects.requireNonNull(prices, "prices");
    }

    boolean appliesTo(long promptTokens) {
        return promptTokens > inputTokensAbove;
    }
}
