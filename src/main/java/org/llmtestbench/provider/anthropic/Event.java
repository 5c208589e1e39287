package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.ErrorBody;

/** The data of one event of a stream; what the type does not have is null. */
record Event(
        String type,
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
            String type,
            String text,
            String thinking,
            @JsonProperty("partial_json") String partialJson,
            @JsonProperty("stop_reason") String stopReason,
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
