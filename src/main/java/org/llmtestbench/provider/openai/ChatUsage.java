package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.SideObject;

/** Token counts of the protocol; cached tokens stand in a different place with each vendor. */
record ChatUsage(
        @JsonProperty("prompt_tokens") Long promptTokens,
        @JsonProperty("completion_tokens") Long completionTokens,
        @JsonProperty("total_tokens") Long totalTokens,
        @JsonProperty("prompt_tokens_details") PromptDetails promptDetails,
        @JsonProperty("completion_tokens_details") CompletionDetails completionDetails,
        @JsonProperty("prompt_cache_hit_tokens") Long promptCacheHitTokens,
        @JsonProperty("cached_tokens") Long cachedTokens)
        implements SideObject {

    record PromptDetails(
            @JsonProperty("cached_tokens") Long cachedTokens,
            @JsonProperty("cache_write_tokens") Long cacheWriteTokens) implements SideObject {}

    record CompletionDetails(
            @JsonProperty("reasoning_tokens") Long reasoningTokens) implements SideObject {}

    Answer.Counts counts() {
        return new Answer.Counts(
                promptTokens,
                completionTokens,
                totalTokens,
                cached(),
                promptDetails == null ? null : promptDetails.cacheWriteTokens(),
                completionDetails == null ? null : completionDetails.reasoningTokens());
    }

    private Long cached() {
        if (promptDetails != null && promptDetails.cachedTokens() != null) {
            return promptDetails.cachedTokens();
        }
        return promptCacheHitTokens == null ? cachedTokens : promptCacheHitTokens;
    }
}
