package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.ErrorBody;
import org.llmtestbench.provider.wire.ReasoningText;
import org.llmtestbench.provider.wire.SideText;

/** The data of one event of a stream; what the type does not have is null. */
record Event(
        @JsonDeserialize(using = SideText.class) String type,
        Reply message,
        @JsonProperty("content_block") Block contentBlock,
        Change delta,
        MessagesUsage usage,
        JsonNode error) {

    /** Whether it is an error; not every server in between names the type. */
    boolean isError() {
        return "error".equals(type) || ErrorBody.isError(error);
    }

    /** Its kind: the type decides, and the name of the event where there is none. */
    String kind(String name) {
        return type == null || type.isEmpty() ? name : type;
    }

    /** What an event changes: a block, or why the message stops. */
    record Change(
            @JsonDeserialize(using = SideText.class) String type,
            String text,

            @JsonAlias({"reasoning", "reasoning_content", "summary"}) @JsonDeserialize(using = ReasoningText.class)
            String thinking,

            @JsonProperty("partial_json") @JsonDeserialize(using = SideText.class)
            String partialJson,

            @JsonProperty("stop_reason") @JsonDeserialize(using = SideText.class)
            String stopReason,

            @JsonProperty("stop_details") JsonNode stopDetails) {

        /** Adds the delta of a block to what came before. */
        void addTo(Answer answer) {
            Block.add(answer, type, text, thinking, Block.hasText(partialJson));
        }

        Stop stop() {
            return new Stop(stopReason, stopDetails);
        }
    }
}
