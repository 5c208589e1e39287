package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.llmtestbench.provider.wire.Answer;

/** A block of an answer; what the type does not have is null. Unknown types hold nothing for us. */
record Block(
        String type,
        String text,
        String thinking,
        String id,
        String name,
        JsonNode input,
        @JsonProperty("partial_json") String partialJson) {

    /** Adds what is here to what came before. */
    void addTo(Answer answer) {
        add(answer, type, text, thinking, isCall());
    }

    private boolean isCall() {
        return hasText(id) || hasText(name) || hasText(partialJson) || (input != null && !input.isEmpty());
    }

    static boolean hasText(String value) {
        return value != null && !value.isEmpty();
    }

    /**
     * Adds a block, or a delta of one.
     *
     * @param call whether there is anything of a tool call in it: some servers send an empty one
     */
    static void add(Answer answer, String type, String text, String thinking, boolean call) {
        switch (type == null ? "" : type) {
            case "text", "text_delta" -> answer.text(text);
            case "thinking", "thinking_delta" -> answer.reasoning(thinking);
            case "tool_use", "server_tool_use", "mcp_tool_use", "input_json_delta" -> {
                if (call) {
                    answer.toolCall();
                }
            }
            default -> {
                // redacted thinking, signatures, citations, results of the vendor's own tools
            }
        }
    }
}
