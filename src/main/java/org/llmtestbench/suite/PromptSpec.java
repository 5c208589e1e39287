package org.llmtestbench.suite;

import java.util.List;
import org.llmtestbench.provider.CompletionRequest;

/**
 * What is asked, without the model.
 *
 * @param system null for none
 * @param maxTokens null for no limit of ours
 * @param temperature null for the model's default
 * @param topP null for the model's default
 * @param stop sequences that end the answer
 * @param stream whether the answer is to be streamed
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

    /** The request to this model. */
    public CompletionRequest to(String model) {
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
