package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Objects;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.Json;
import org.llmtestbench.provider.client.LenientObject;
import org.llmtestbench.provider.client.LenientTextDeserializer;

/** A whole response, or the empty message at the start of a stream. Lenient on purpose: any member may be missing. */
record MessagesResponse(
        @JsonDeserialize(using = LenientTextDeserializer.class)
        String type,

        @JsonDeserialize(using = LenientTextDeserializer.OrNumber.class)
        String id,

        @JsonDeserialize(using = LenientTextDeserializer.OrNumber.class)
        String model,

        List<ContentBlock> content,

        @JsonProperty("stop_reason") @JsonDeserialize(using = LenientTextDeserializer.class)
        String stopReason,

        @JsonProperty("stop_details") JsonNode stopDetails,
        MessagesUsage usage,
        JsonNode error,
        @JsonProperty("base_resp") JsonNode baseResp)
        implements LenientObject {
    static final int OK = 200;

    /** Reads a response that is not streamed. Throws the error in the body, if there is one. */
    static void read(byte[] body, CallAttempt attempt) {
        MessagesResponse response = Json.read(body, MessagesResponse.class, attempt.answer()::warn);
        response.addTo(attempt.answer());
        attempt.answer().counts(response.usage == null ? null : response.usage.counts());
        if ("error".equals(response.type) || ErrorBodyParser.isError(response.error)) {
            throw attempt.refusal(ErrorBodyParser.read(OK, body));
        }
        if (!response.isAnswer()) {
            attempt.requireNoError(body, 0, body.length);
        }
        if (response.type == null && response.content == null && response.stopReason == null) {
            attempt.answer().foreign(body);
        }
    }

    /** Whether this has content and does not report a failure. */
    private boolean isAnswer() {
        return content != null && !content.isEmpty() && !ErrorBodyParser.isFailedResponse(baseResp);
    }

    /** Adds everything except the token counts. */
    void addTo(CompletionAccumulator accumulator) {
        accumulator.id(id);
        accumulator.model(model);
        if (content != null) {
            content.stream().filter(Objects::nonNull).forEach(block -> block.addTo(accumulator));
        }
        new StopReason(stopReason, stopDetails).addTo(accumulator);
    }
}
