package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.client.CompletionAccumulator;

/**
 * Why the model stopped.
 *
 * @param reason null while it goes on
 * @param details about a refusal; mostly null
 */
record StopReason(String reason, JsonNode details) {

    void addTo(CompletionAccumulator accumulator) {
        if (reason == null) {
            return;
        }
        FinishReason normalised = normalised();
        accumulator.finish(normalised, reason);
        if (normalised == FinishReason.REFUSAL && details != null) {
            accumulator.refusedFor(refusalWords());
        }
    }

    private FinishReason normalised() {
        return switch (reason) {
            case "end_turn", "stop_sequence", "compaction" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "pause_turn" -> FinishReason.PAUSE;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.UNKNOWN;
        };
    }

    private String refusalWords() {
        String explanation = details.path("explanation").asText("");
        String category = details.path("category").asText("");
        return category.isEmpty() ? explanation : (explanation + " (category " + category + ")").strip();
    }
}
