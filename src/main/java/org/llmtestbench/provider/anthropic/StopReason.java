package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.client.CompletionAccumulator;

/**
 * Why the model stopped.
 *
 * @param reason null until the model stops
 * @param details details of a refusal; usually null
 */
record StopReason(String reason, JsonNode details) {

    void addTo(CompletionAccumulator accumulator) {
        if (reason == null) {
            return;
        }
        FinishReason normalized = normalized();
        accumulator.finish(normalized, reason);
        if (normalized == FinishReason.REFUSAL && details != null) {
            accumulator.refusedFor(refusalText());
        }
    }

    private FinishReason normalized() {
        return switch (reason) {
            case "end_turn", "stop_sequence", "compaction" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "pause_turn" -> FinishReason.PAUSE;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.UNKNOWN;
        };
    }

    private String refusalText() {
        String explanation = details.path("explanation").asText("");
        String category = details.path("category").asText("");
        return category.isEmpty() ? explanation : (explanation + " (category " + category + ")").strip();
    }
}
