package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.LenientTextDeserializer;
import org.llmtestbench.provider.client.ReasoningText;

/** The data of one event of a stream. Members that the type does not have are null. */
record StreamEvent(
        @JsonDeserialize(using = LenientTextDeserializer.class)
        String type,

        MessagesResponse message,
        @JsonProperty("content_block") ContentBlock contentBlock,
        Change delta,
        MessagesUsage usage,
        JsonNode error) {

    /** Whether this is an error. Some intermediate servers do not send the type. */
    boolean isError() {
        return "error".equals(type) || ErrorBodyParser.isError(error);
    }

    /** The kind of the event: its type or, without a type, its name. */
    String kind(String name) {
        return type == null || type.isEmpty() ? name : type;
    }

    /** The {@code delta} of an event: of a block, or of the stop reason of the message. */
    record Change(
            @JsonDeserialize(using = LenientTextDeserializer.class)
            String type,

            String text,

            @JsonAlias({"reasoning", "reasoning_content", "summary"}) @JsonDeserialize(using = ReasoningText.class)
            String thinking,

            @JsonProperty("partial_json") @JsonDeserialize(using = LenientTextDeserializer.class)
            String partialJson,

            @JsonProperty("stop_reason") @JsonDeserialize(using = LenientTextDeserializer.class)
            String stopReason,

            @JsonProperty("stop_details") JsonNode stopDetails) {

        /** Adds the delta of a block to the accumulator. */
        void addTo(CompletionAccumulator accumulator) {
            ContentBlock.add(accumulator, type, text, thinking, ContentBlock.hasText(partialJson));
        }

        StopReason stop() {
            return new StopReason(stopReason, stopDetails);
        }
    }
}
