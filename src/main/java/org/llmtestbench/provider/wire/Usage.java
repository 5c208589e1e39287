package org.llmtestbench.provider.wire;

import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.llmtestbench.provider.TokenUsage;

/** Makes token usage out of what a provider sent, or counts where that can't be right. */
final class Usage {
    /** More tokens than any context window holds by orders of magnitude. */
    private static final long ABSURD = 1_000_000_000;

    private Usage() {}

    /**
     * @param promptTokens counts the prompt here; called only when needed, for it may be slow
     * @param completionTokens counts the answer here
     */
    static TokenUsage of(Answer answer, LongSupplier promptTokens, LongSupplier completionTokens) {
        Answer.Counts counts = answer.counts();
        if (counts == null || counts.prompt() == null || counts.completion() == null) {
            answer.warn("The provider sent no token counts; they are estimated.");
        } else if (isAbsurd(counts)) {
            answer.warn("The provider's token counts can't be right (" + counts.prompt() + " + " + counts.completion()
                    + "); they are estimated.");
        } else {
            long total = counts.total() == null ? counts.prompt() + counts.completion() : counts.total();
            return new TokenUsage(
                    counts.prompt(),
                    counts.completion(),
                    total,
                    orZero(counts.cached()),
                    orZero(counts.cacheWrite()),
                    orZero(counts.reasoning()),
                    false);
        }
        return TokenUsage.estimated(promptTokens.getAsLong(), completionTokens.getAsLong());
    }

    private static boolean isAbsurd(Answer.Counts c) {
        return Stream.of(c.prompt(), c.completion(), c.total(), c.cached(), c.cacheWrite(), c.reasoning())
                .filter(Objects::nonNull)
                .anyMatch(count -> count < 0 || count > ABSURD);
    }

    private static long orZero(Long count) {
        return count == null ? 0 : count;
    }
}
