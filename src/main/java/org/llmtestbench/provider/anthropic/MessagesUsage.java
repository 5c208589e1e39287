package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.LenientObject;

/** Token counts of the protocol. {@code input_tokens} excludes tokens that were read from or written to a cache. */
record MessagesUsage(
        @JsonProperty("input_tokens") Long inputTokens,
        @JsonProperty("cache_creation_input_tokens") Long cacheCreation,
        @JsonProperty("cache_read_input_tokens") Long cacheRead,
        @JsonProperty("output_tokens") Long outputTokens,
        @JsonProperty("output_tokens_details") OutputDetails outputDetails)
        implements LenientObject {
    static final MessagesUsage NONE = new MessagesUsage(null, null, null, null, null);

    record OutputDetails(@JsonProperty("thinking_tokens") Long thinkingTokens) implements LenientObject {}

    /** The counts without output tokens, which are only a placeholder at the start of a message. */
    MessagesUsage withoutOutput() {
        return new MessagesUsage(inputTokens, cacheCreation, cacheRead, null, null);
    }

    /** These counts with the later ones in place. Counts are cumulative; a missing count has not changed. */
    MessagesUsage updatedWith(MessagesUsage later) {
        return new MessagesUsage(
                latest(later.inputTokens, inputTokens),
                latest(later.cacheCreation, cacheCreation),
                latest(later.cacheRead, cacheRead),
                latest(later.outputTokens, outputTokens),
                latest(later.outputDetails, outputDetails));
    }

    private static <T> T latest(T later, T earlier) {
        return later == null ? earlier : later;
    }

    /** Some servers send a count only at the start or only at the end of the stream, and 0 in the other place. */
    private static Long latest(Long later, Long earlier) {
        return later == null || later == 0 && earlier != null ? earlier : later;
    }

    CompletionAccumulator.Counts counts() {
        return new CompletionAccumulator.Counts(
                prompt(),
                outputTokens,
                null,
                cacheRead,
                cacheCreation,
                outputDetails == null ? null : outputDetails.thinkingTokens());
    }

    /** A negative count is kept, so that the caller can detect it as invalid. */
    private Long prompt() {
        if (inputTokens == null || inputTokens < 0) {
            return inputTokens;
        }
        return inputTokens + (cacheCreation == null ? 0 : cacheCreation) + (cacheRead == null ? 0 : cacheRead);
    }
}
