package org.llmtestbench.function.limits;

import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;

/**
 * How long an answer a caller may ask for.
 *
 * @param tokens 0 for any length
 */
public record MaxTokensLimit(int tokens) {
    /** The request, asking for no more than it may; fails with {@link HttpProblemException} (422) when it asks for more. */
    public CompletionRequest of(CompletionRequest request) {
        Integer asked = request.maxTokens();
        if (tokens == 0 || asked != null && asked <= tokens) {
            return request;
        }
        if (asked != null) {
            throw HttpProblemException.with(
                            422,
                            "Answer too long",
                            "max_tokens is " + asked + ", and may be " + tokens + " at most here.",
                            Failure.INVALID_REQUEST)
                    .hint("Ask for less; without max_tokens, " + tokens + " is sent.");
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
