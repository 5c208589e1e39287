package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Objects;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.ErrorBody;
import org.llmtestbench.provider.wire.Exchange;
import org.llmtestbench.provider.wire.Json;
import org.llmtestbench.provider.wire.SideObject;
import org.llmtestbench.provider.wire.SideText;

/** A whole answer, or the empty one a stream begins with. Lenient on purpose: anything may be missing. */
record Reply(
        @JsonDeserialize(using = SideText.class) String type,
        @JsonDeserialize(using = SideText.OrNumber.class) String id,
        @JsonDeserialize(using = SideText.OrNumber.class) String model,
        List<Block> content,

        @JsonProperty("stop_reason") @JsonDeserialize(using = SideText.class)
        String stopReason,

        @JsonProperty("stop_details") JsonNode stopDetails,
        MessagesUsage usage,
        JsonNode error,
        @JsonProperty("base_resp") JsonNode baseResp)
        implements SideObject {
    static final int OK = 200;

    /** Fills the exchange's answer from a body; fails with the error that the body is. */
    static void read(byte[] body, Exchange exchange) {
        Reply reply = Json.read(body, Reply.class, exchange.answer()::warn);
        reply.addTo(exchange.answer());
        exchange.answer().counts(reply.usage == null ? null : reply.usage.counts());
        if ("error".equals(reply.type) || ErrorBody.isError(reply.error)) {
            throw exchange.refusal(ErrorBody.read(OK, body));
        }
        if (!reply.isAnswer()) {
            exchange.requireNoError(body, 0, body.length);
        }
    }

    /** Whether it has content, and does not say that it failed. */
    private boolean isAnswer() {
        return content != null && !content.isEmpty() && !ErrorBody.isFailedResponse(baseResp);
    }

    /** Adds all but the token counts. */
    void addTo(Answer answer) {
        answer.id(id);
        answer.model(model);
        if (content != null) {
            content.stream().filter(Objects::nonNull).forEach(block -> block.addTo(answer));
        }
        new Stop(stopReason, stopDetails).addTo(answer);
    }
}
