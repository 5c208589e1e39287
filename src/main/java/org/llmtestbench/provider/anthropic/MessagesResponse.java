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

/** A whole answer, or the empty one a stream begins with. Lenient on purpose: anything may be missing. */
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

    /** Fills the exchange's answer from a body; fails with the error that the body is. */
    static void read(byte[] body, CallAttempt attempt) {
        MessagesResponse reply = Json.read(body, MessagesResponse.class, attempt.answer()::warn);
        reply.addTo(attempt.answer());
        attempt.answer().counts(reply.usage == null ? null : reply.usage.counts());
        if ("error".equals(reply.type) || ErrorBodyParser.isError(reply.error)) {
            throw attempt.refusal(ErrorBodyParser.read(OK, body));
        }
        if (!reply.isAnswer()) {
            attempt.requireNoError(body, 0, body.length);
        }
    }

    /** Whether it has content, and does not say that it failed. */
    private boolean isAnswer() {
        return content != null && !content.isEmpty() && !ErrorBodyParser.isFailedResponse(baseResp);
    }

    /** Adds all but the token counts. */
    void addTo(CompletionAccumulator accumulator) {
        accumulator.id(id);
        accumulator.model(model);
        if (content != null) {
            content.stream().filter(Objects::nonNull).forEach(block -> block.addTo(accumulator));
        }
        new StopReason(stopReason, stopDetails).addTo(accumulator);
    }
}
