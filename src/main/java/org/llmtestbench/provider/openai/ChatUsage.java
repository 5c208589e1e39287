package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.LenientObject;

/** Token counts of the protocol. Vendors report cached and reasoning tokens in different members. */
record ChatUsage(
        @JsonProperty("prompt_tokens") Long promptTokens,
        @JsonProperty("completion_tokens") Long completionTokens,
        @JsonProperty("total_tokens") Long totalTokens,
        @JsonProperty("prompt_tokens_details") PromptDetails promptDetails,
        @JsonProperty("completion_tokens_details") CompletionDetails completionDetails,
        @JsonProperty("prompt_cache_hit_tokens") Long promptCacheHitTokens,
        @JsonProperty("cached_tokens") Long cachedTokens,
        @JsonProperty("reasoning_tokens") Long reasoningTokens)
        implements LenientObject {

    record PromptDetails(
            @JsonProperty("cached_tokens") Long cachedTokens,
            @JsonProperty("cache_write_tokens") Long cacheWriteTokens) implements LenientObject {}

    record CompletionDetails(
            @JsonProperty("reasoning_tokens") Long reasoningTokens) implements LenientObject {}

    CompletionAccumulator.Counts counts() {
        return new CompletionAccumulator.Counts(
                promptTokens,
                completionTokens,
                totalTokens,
                cached(),
                promptDetails == null ? null : promptDetails.cacheWriteTokens(),
                reasoning());
    }

    private Long reasoning() {
        Long detailed = completionDetails == null ? null : completionDetails.reasoningTokens();
        return detailed == null || detailed == 0 && reasoningTokens != null ? reasoningTokens : detailed;
    }

    private Long cached() {
        if (promptDetails != null && promptDetails.cachedTokens() != null) {
            return promptDetails.cachedTokens();
        }
        return promptCacheHitTokens == null ? cachedTokens : promptCacheHitTokens;
    }
}
