package org.llmtestbench.provider.anthropic;

import org.llmtestbench.provider.wire.Answer;

/** A block of an answer, or a piece of one; what the type does not have is null. Unknown types hold nothing for us. */
record Block(String type, String text, String thinking) {

    /** Adds what is here to what came before. */
    void addTo(Answer answer) {
        switch (type == null ? "" : type) {
            case "text", "text_delta" -> answer.text(text);
            case "thinking", "thinking_delta" -> answer.reasoning(thinking);
            case "tool_use", "server_tool_use", "mcp_tool_use", "input_json_delta" -> answer.toolCall();
            default -> {
                // redacted thinking, signatures, citations, results of the vendor's own tools
            }
        }
    }
}
