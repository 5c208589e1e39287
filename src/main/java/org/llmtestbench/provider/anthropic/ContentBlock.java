package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.LenientTextDeserializer;
import org.llmtestbench.provider.client.ReasoningText;

/** A content block of an answer. Members that the type does not have are null. Unknown types are ignored. */
record ContentBlock(
        @JsonDeserialize(using = LenientTextDeserializer.class)
        String type,

        String text,

        @JsonAlias({"reasoning", "reasoning_content", "summary"}) @JsonDeserialize(using = ReasoningText.class)
        String thinking,

        @JsonDeserialize(using = LenientTextDeserializer.OrNumber.class)
        String id,

        @JsonDeserialize(using = LenientTextDeserializer.class)
        String name,

        JsonNode input,

        @JsonProperty("partial_json") @JsonDeserialize(using = LenientTextDeserializer.class)
        String partialJson) {

    /** Adds this block to the accumulator. */
    void addTo(CompletionAccumulator accumulator) {
        add(accumulator, type, text, thinking, hasCall());
    }

    private boolean hasCall() {
        return hasText(id) || hasText(name) || hasText(partialJson) || (input != null && !input.isEmpty());
    }

    static boolean hasText(String value) {
        return value != null && !value.isEmpty();
    }

    /**
     * Adds a block or the delta of a block.
     *
     * @param hasCall whether it contains a part of a tool call; some servers send empty tool calls
     */
    static void add(CompletionAccumulator accumulator, String type, String text, String thinking, boolean hasCall) {
        switch (type == null ? "" : type) {
            case "text", "text_delta" -> accumulator.text(text);
            // some compatible servers use another name for thinking, or send it as text
            case "thinking", "thinking_delta", "reasoning", "reasoning_delta" ->
                accumulator.reasoning(thinking == null ? text : thinking);
            case "" -> {
                accumulator.reasoning(thinking);
                accumulator.text(text);
            }
            case "tool_use", "server_tool_use", "mcp_tool_use", "input_json_delta" -> {
                if (hasCall) {
                    accumulator.toolCall();
                }
            }
            default -> {
                // redacted thinking, signatures, citations, results of the vendor's own tools
            }
        }
    }
}
