package org.llmtestbench.suite;

import java.math.BigDecimal;

/**
 * The estimated cost of a call.
 *
 * @param promptTokens the number of tokens of the prompt, as the command {@code tokens} counts them
 * @param exact whether {@code promptTokens} is exact, not estimated
 * @param maxTokens the maximum number of tokens of the answer; null if it is not known
 * @param attemptUsd the maximum cost of one attempt, in US dollars: one token for each byte of the request, and
 *     {@code maxTokens} of output; null if a price or {@code maxTokens} is not known
 * @param attempts the maximum number of attempts, including retries
 */
public record CostEstimate(long promptTokens, boolean exact, Long maxTokens, BigDecimal attemptUsd, int attempts) {
    /** The cost of a call that is not sent. */
    static final CostEstimate NOTHING = new CostEstimate(0, true, 0L, BigDecimal.ZERO, 1);

    /** The maximum cost of the call with all attempts, in US dollars; null if it is not known. */
    public BigDecimal ceilingUsd() {
        return attemptUsd == null ? null : attemptUsd.multiply(BigDecimal.valueOf(attempts));
    }

    /** The maximum cost of the call, in US dollars; 0 if it is not known. */
    BigDecimal reserved() {
        return attemptUsd == null ? BigDecimal.ZERO : ceilingUsd();
    }
}
