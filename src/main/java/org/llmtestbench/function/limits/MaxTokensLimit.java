package org.llmtestbench.function.limits;

import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;

/**
 * Limits the output tokens of one answer.
 *
 * @param tokens the maximum of {@code max_tokens}; 0 for no limit
 */
public record MaxTokensLimit(int tokens) {
    /**
     * The request with a {@code max_tokens} within the limit; fails with {@link HttpProblemException} (422) if it is
     * higher.
     */
    public CompletionRequest of(CompletionRequest request) {
        Integer maxTokens = request.maxTokens();
        if (tokens == 0 || maxTokens != null && maxTokens <= tokens) {
            return request;
        }
        if (maxTokens != null) {
            throw HttpProblemException.with(
                            422,
                            "max_tokens too high",
                            "max_tokens is " + maxTokens + ", but the maximum of this server is " + tokens + ".",
                            Failure.INVALID_REQUEST)
                    .hint("Use a lower value, or omit max_tokens to use " + tokens + ".");
        }
        return new CompletionRequest(
                request.model(),
                request.messages(),
                tokens,
                request.temperature(),
                request.topP(),
                request.stop(),
                request.extra());
    }
}
