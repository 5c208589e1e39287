package org.llmtestbench.suite;

import java.util.List;
import org.llmtestbench.provider.CompletionRequest;

/**
 * The prompt and the parameters of a request, without the model.
 *
 * @param system the system prompt; null for none
 * @param maxTokens null if the suite sets no maximum
 * @param temperature null for the provider's default
 * @param topP null for the provider's default
 * @param stop stop sequences
 * @param stream whether to stream the answer
 */
public record PromptSpec(
        String prompt,
        String system,
        Integer maxTokens,
        Double temperature,
        Double topP,
        List<String> stop,
        boolean stream) {
    /** Copies the list. */
    public PromptSpec {
        stop = List.copyOf(stop);
    }

    /** Builds the request to a model. */
    public CompletionRequest toRequest(String model) {
        return CompletionRequest.builder()
                .model(model)
                .system(system)
                .user(prompt)
                .maxTokens(maxTokens)
                .temperature(temperature)
                .topP(topP)
                .stop(stop)
                .build();
    }
}
