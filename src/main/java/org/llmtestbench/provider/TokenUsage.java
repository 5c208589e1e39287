package org.llmtestbench.provider;

/**
 * The token counts of one call, defined in the same way for every provider.
 *
 * @param prompt all input tokens, including those read from and written to a cache
 * @param completion all output tokens, including reasoning
 * @param total prompt and completion together
 * @param cached part of {@code prompt} that was read from a cache
 * @param cacheWrite part of {@code prompt} that was written to a cache
 * @param reasoning part of {@code completion} that was spent on reasoning
 * @param estimated true when the provider sent no valid counts and the tokens were counted locally
 */
public record TokenUsage(
        long prompt, long completion, long total, long cached, long cacheWrite, long reasoning, boolean estimated) {

    /** Rejects negative counts. */
    public TokenUsage {
        if (prompt < 0 || completion < 0 || total < 0 || cached < 0 || cacheWrite < 0 || reasoning < 0) {
            throw new IllegalArgumentException("Token counts can't be negative: prompt " + prompt + ", completion "
                    + completion + ", total " + total + ", cached " + cached + ", cache write " + cacheWrite
                    + ", reasoning " + reasoning);
        }
    }

    /** Returns local counts, for a provider that sent none. */
    public static TokenUsage estimated(long prompt, long completion) {
        return new TokenUsage(prompt, completion, prompt + completion, 0, 0, 0, true);
    }
}
