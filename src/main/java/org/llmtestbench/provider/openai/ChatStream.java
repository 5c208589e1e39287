package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.ErrorBody;
import org.llmtestbench.provider.wire.EventReader;
import org.llmtestbench.provider.wire.Exchange;
import org.llmtestbench.provider.wire.Json;
import org.llmtestbench.provider.wire.JsonEvents;

/** Reads the events of one streamed chat completion; they end with {@code [DONE]}. */
final class ChatStream implements EventReader {
    private static final int OK = 200;

    private final JsonEvents events = new JsonEvents();
    private final Exchange exchange;

    ChatStream(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public boolean event(String name, byte[] data, int length) {
        if (isDone(data, length)) {
            return true;
        }
        if (name.equals("error")) {
            JsonNode error = Json.read(data, length, JsonNode.class);
            throw exchange.refusal(ErrorBody.read(OK, error));
        }
        Chat chunk = events.read(data, length, Chat.class);
        take(chunk, exchange);
        return false;
    }

    @Override
    public boolean mayEndHere() {
        return exchange.answer().isFinished();
    }

    /** Adds a piece or a whole answer to the exchange's; fails with the error it holds. */
    static void take(Chat chat, Exchange exchange) {
        Answer answer = exchange.answer();
        chat.addTo(answer);
        chat.errorInside().ifPresent(error -> {
            throw exchange.refusal(error);
        });
    }

    /** {@code [DONE]}, with whatever blanks around it. */
    private static boolean isDone(byte[] data, int length) {
        return length < 64
                && new String(data, 0, length, StandardCharsets.UTF_8).strip().equals("[DONE]");
    }
}
