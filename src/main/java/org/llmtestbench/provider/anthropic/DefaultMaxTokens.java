package org.llmtestbench.provider.anthropic;

import org.llmtestbench.provider.ModelInfo;

/**
 * How long an answer may be when nobody says: the protocol has no default and wants a number. What is not used costs
 * nothing, but a whole answer must come in ten minutes, which the vendor reckons to take some 21,000 tokens.
 */
final class DefaultMaxTokens {
    private static final long PLAIN = 8_192;

    /** Thinking counts as output, and would eat a smaller limit before the first word. */
    private static final long WITH_THINKING = 16_384;

    /** Every model of the vendor's takes this. */
    private static final long UNKNOWN_MODEL = 4_096;

    private DefaultMaxTokens() {}

    /**
     * The limit to send.
     *
     * @param model null when nothing is known of it
     * @param thinkingBudget what the request itself sets aside for thinking; comes on top
     */
    static long tokens(ModelInfo model, long thinkingBudget) {
        if (model == null) {
            return UNKNOWN_MODEL + thinkingBudget;
        }
        long wanted = (model.reasonsByDefault() ? WITH_THINKING : PLAIN) + thinkingBudget;
        return model.maxOutputTokens() == null ? wanted : Math.min(wanted, model.maxOutputTokens());
    }
}
