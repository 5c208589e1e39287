package org.llmtestbench.provider.anthropic;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.ErrorBody;
import org.llmtestbench.provider.wire.EventReader;
import org.llmtestbench.provider.wire.Exchange;
import org.llmtestbench.provider.wire.JsonEvents;

/** Reads the events of one streamed answer; they end with {@code message_stop}. */
final class MessagesStream implements EventReader {
    private static final Set<String> KINDS = Set.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");

    /** Names that say nothing of the kind of the event. */
    private static final Set<String> GENERIC = Set.of("", "message", "data");

    private final JsonEvents<Event> events;
    private final Exchange exchange;
    private final Answer answer;
    private MessagesUsage usage = MessagesUsage.NONE;

    MessagesStream(Exchange exchange) {
        this.exchange = exchange;
        this.events = new JsonEvents<>(Event.class, exchange.answer()::warn);
        this.answer = exchange.answer();
    }

    @Override
    public boolean event(String name, byte[] data, int length) {
        if (name.equals("error")) {
            throw exchange.refusal(ErrorBody.read(Reply.OK, Arrays.copyOf(data, length)));
        }
        if (!JsonEvents.isObject(data, length) && !KINDS.contains(name) && !GENERIC.contains(name)) {
            // a heartbeat
            return false;
        }
        for (int at = 0; at < length; at = events.next()) {
            Event event = events.read(data, at, length);
            if (event.isError()) {
                throw exchange.refusal(ErrorBody.read(Reply.OK, Arrays.copyOfRange(data, at, events.next())));
            }
            String kind = event.kind(name);
            if (event.type() == null && !KINDS.contains(kind)) {
                exchange.requireNoError(data, at, events.next());
            }
            if (!kind.equals("ping")) {
                events.note(KINDS.contains(kind));
            }
            if (isLast(kind, event)) {
                return true;
            }
        }
        return false;
    }

    /** Takes an event; kinds that are yet to be invented are passed over. */
    private boolean isLast(String kind, Event event) {
        switch (kind) {
            case "message_start" -> begin(event.message());
            case "content_block_start" -> add(event.contentBlock());
            case "content_block_delta" -> add(event.delta());
            case "message_delta" -> change(event);
            default -> {
                return kind.equals("message_stop");
            }
        }
        return false;
    }

    @Override
    public Optional<String> foreign() {
        return events.foreign();
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
