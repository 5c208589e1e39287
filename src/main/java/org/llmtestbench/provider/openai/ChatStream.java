package org.llmtestbench.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.llmtestbench.provider.wire.ErrorBody;
import org.llmtestbench.provider.wire.EventReader;
import org.llmtestbench.provider.wire.Exchange;
import org.llmtestbench.provider.wire.Json;
import org.llmtestbench.provider.wire.JsonEvents;

/** Reads the events of one streamed chat completion; they end with {@code [DONE]}. */
final class ChatStream implements EventReader {
    private static final int OK = 200;

    /** Names of events that mean nothing but that the server is alive; their data is a time or a word. */
    private static final Set<String> HEARTBEATS = Set.of("ping", "heartbeat", "keepalive", "keep-alive");

    private final JsonEvents events = new JsonEvents();
    private final Exchange exchange;
    private final Function<Chat.Choice, Chat.Said> reading = this::said;
    private boolean sawDelta;

    ChatStream(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public boolean event(String name, byte[] data, int length) {
        if (isDone(data, length)) {
            return true;
        }
        if (name.equals("error")) {
            throw exchange.refusal(ErrorBody.read(OK, Arrays.copyOf(data, length)));
        }
        if (HEARTBEATS.contains(name) && data[0] != '{') {
            return false;
        }
        Chat chunk = events.read(data, length, Chat.class);
        take(chunk, exchange, reading);
        return false;
    }

    @Override
    public boolean mayEndHere() {
        return exchange.answer().isFinished();
    }

    /** Some servers send the text so far as {@code message} in every chunk; others never send a {@code delta}. */
    private Chat.Said said(Chat.Choice choice) {
        sawDelta = sawDelta || choice.delta() != null;
        return sawDelta ? choice.delta() : choice.message();
    }

    /** Reads a whole answer; fails with the error it holds. */
    static void readWhole(byte[] body, Exchange exchange) {
        take(
                Json.read(body, Chat.class),
                exchange,
                choice -> choice.message() == null ? choice.delta() : choice.message());
    }

    private static void take(Chat chat, Exchange exchange, Function<Chat.Choice, Chat.Said> reading) {
        chat.addTo(exchange.answer(), reading);
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
