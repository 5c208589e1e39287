package org.llmtestbench.provider.anthropic;

import org.llmtestbench.provider.ModelInfo;

/**
 * The default for {@code max_tokens}. The protocol requires a value and has no default. Unused tokens cost nothing, but
 * an answer that is not streamed must be complete within ten minutes. The vendor estimates that this is enough for
 * about 21,000 tokens.
 */
final class DefaultMaxTokens {
    private static final long PLAIN = 8_192;

    /** Thinking counts as output. With a smaller limit, it could use up all tokens before the first text. */
    private static final long WITH_THINKING = 16_384;

    /** Every model of the vendor accepts this value. */
    private static final long UNKNOWN_MODEL = 4_096;

    private DefaultMaxTokens() {}

    /**
     * The value of {@code max_tokens} to send.
     *
     * @param model null if the model is unknown
     * @param thinkingBudget the tokens that the request reserves for thinking; added to the limit
     */
    static long tokens(ModelInfo model, long thinkingBudget) {
        if (model == null) {
            return UNKNOWN_MODEL + thinkingBudget;
        }
        long limit = (model.reasonsByDefault() ? WITH_THINKING : PLAIN) + thinkingBudget;
        return model.maxOutputTokens() == null ? limit : Math.min(limit, model.maxOutputTokens());
    }
}
