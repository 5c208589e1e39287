package org.llmtestbench.suite;

import java.math.BigDecimal;

/**
 * What one call can cost before it is made.
 *
 * @param promptTokens of the texts, as {@code tokens} would count them
 * @param exact whether that is more than an estimate
 * @param maxTokens the longest answer; null when it has no known bound
 * @param attemptUsd the most that one attempt can cost: a token for every byte of the request, and the longest answer;
 *     null when a price or the longest answer is not known
 * @param attempts how many there may be, retries included
 */
public record CostEstimate(long promptTokens, boolean exact, Long maxTokens, BigDecimal attemptUsd, int attempts) {
    /** Something that is not sent, so that it costs nothing. */
    static final CostEstimate NOTHING = new CostEstimate(0, true, 0L, BigDecimal.ZERO, 1);

    /** The most that the call can cost with all its attempts; null when that is not known. */
    public BigDecimal ceilingUsd() {
        return attemptUsd == null ? null : attemptUsd.multiply(BigDecimal.valueOf(attempts));
    }

    /** The same where what is not known was allowed to count nothing. */
    BigDecimal reserved() {
        return attemptUsd == null ? BigDecimal.ZERO : ceilingUsd();
    }
}
