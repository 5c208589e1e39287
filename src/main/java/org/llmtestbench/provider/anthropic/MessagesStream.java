package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.ErrorBody;
import org.llmtestbench.provider.wire.EventReader;
import org.llmtestbench.provider.wire.Exchange;
import org.llmtestbench.provider.wire.Json;
import org.llmtestbench.provider.wire.JsonEvents;

/** Reads the events of one streamed answer; they end with {@code message_stop}. */
final class MessagesStream implements EventReader {
    private static final Set<String> KNOWN =
            Set.of("message_start", "content_block_start", "content_block_delta", "message_delta", "message_stop");

    private final JsonEvents events = new JsonEvents();
    private final Exchange exchange;
    private final Answer answer;
    private MessagesUsage usage = MessagesUsage.NONE;

    MessagesStream(Exchange exchange) {
        this.exchange = exchange;
        this.answer = exchange.answer();
    }

    @Override
    public boolean event(String name, byte[] data, int length) {
        if (name.equals("error")) {
            throw exchange.refusal(ErrorBody.read(Reply.OK, Arrays.copyOf(data, length)));
        }
        // pings, ends of blocks and what is yet to be invented; the name is missing with some servers
        if (!name.isEmpty() && !KNOWN.contains(name)) {
            return false;
        }
        Event event = events.read(data, length, Event.class);
        switch (event.kind(name)) {
            case "message_start" -> begin(event.message());
            case "content_block_start" -> add(event.contentBlock());
            case "content_block_delta" -> add(event.delta());
            case "message_delta" -> change(event);
            case "error" -> throw exchange.refusal(ErrorBody.read(Reply.OK, Json.read(data, length, JsonNode.class)));
            case "message_stop" -> {
                return true;
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private void begin(Reply message) {
        if (message != null) {
            message.addTo(answer);
            count(message.usage() == null ? null : message.usage().ofInput());
        }
    }

    private void add(Block block) {
        if (block != null) {
            block.addTo(answer);
        }
    }

    private void add(Event.Change delta) {
        if (delta != null) {
            delta.addTo(answer);
        }
    }

    private void change(Event event) {
        if (event.delta() != null) {
            event.delta().stop().addTo(answer);
        }
        count(event.usage());
    }

    private void count(MessagesUsage latest) {
        if (latest != null) {
            usage = usage.then(latest);
            answer.counts(usage.counts());
        }
    }

    /** A reason to stop is not the end: more of them may follow, and the last counts with them. */
    @Override
    public boolean mayEndHere() {
        return false;
    }
}
