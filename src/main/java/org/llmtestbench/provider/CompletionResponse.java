package org.llmtestbench.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * The response to a call, in one format for all providers. A failed call also has one: its text may be partial, and id,
 * response model, finish reason, usage and timings may be null.
 *
 * @param id the provider's id of the response
 * @param model the requested model
 * @param responseModel the model that answered; often a dated snapshot of the requested one
 * @param content the visible text, never null
 * @param reasoning the visible reasoning of the model, never null
 * @param finishReason why the model stopped, in the vocabulary that all providers share
 * @param rawFinishReason why the model stopped, in the provider's own word
 * @param usage token counts
 * @param costUsd US dollars, by the prices of the catalog or of the user's configuration; an estimate when the usage is
 *     one; null when a price is not known
 * @param timings of the successful attempt
 * @param attempts all attempts, in order
 * @param warnings one line each, for the user
 */
public record CompletionResponse(
        String id,
        String model,
        String responseModel,
        String content,
        String reasoning,
        FinishReason finishReason,
        String rawFinishReason,
        TokenUsage usage,
        BigDecimal costUsd,
        Timings timings,
        List<Attempt> attempts,
        List<String> warnings) {

    /** Rejects a missing model or text; copies the lists. */
    public CompletionResponse {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(reasoning, "reasoning");
        attempts = List.copyOf(attempts);
        warnings = List.copyOf(warnings);
    }
}
