package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.LenientTextDeserializer;
import org.llmtestbench.provider.client.ReasoningText;

/** A block of an answer; what the type does not have is null. Unknown types hold nothing for us. */
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

    /** Adds what is here to what came before. */
    void addTo(CompletionAccumulator answer) {
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
    static void add(CompletionAccumulator answer, String type, String text, String thinking, boolean call) {
        switch (type == null ? "" : type) {
            case "text", "text_delta" -> answer.text(text);
            // some servers that copy the protocol give thinking another name, or put it into the text
            case "thinking", "thinking_delta", "reasoning", "reasoning_delta" ->
                answer.reasoning(thinking == null ? text : thinking);
            case "" -> {
                answer.reasoning(thinking);
                answer.text(text);
            }
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
