package org.llmtestbench.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What came back, all providers alike. Also describes how far a failed call got: then text may be partial, and id,
 * response model, finish reason, usage and timings may be null.
 *
 * @param id the provider's id of the answer
 * @param model the model that was asked for
 * @param responseModel the model that answered; often a dated snapshot of the one asked for
 * @param content the visible text, never null
 * @param reasoning the reasoning the model showed, never null
 * @param finishReason why it stopped, in our vocabulary
 * @param rawFinishReason why it stopped, in the provider's words
 * @param usage tokens
 * @param costUsd US dollars, by the prices of the catalogue or of the user's own configuration; estimated when the
 *     usage is; null when a price is not known
 * @param timings of the attempt that answered
 * @param attempts every try, in order
 * @param warnings one line each, for people
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

    /** Refuses a missing model or text; copies the lists. */
    public CompletionResponse {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(reasoning, "reasoning");
        attempts = List.copyOf(attempts);
        warnings = List.copyOf(warnings);
    }
}
