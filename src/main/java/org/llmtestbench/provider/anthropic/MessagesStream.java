package org.llmtestbench.provider.anthropic;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.SseEventHandler;
import org.llmtestbench.provider.client.SseJsonReader;

/** Reads the events of one streamed answer; they end with {@code message_stop}. */
final class MessagesStream implements SseEventHandler {
    private static final Set<String> KINDS = Set.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");

    /** Names that say nothing of the kind of the event. */
    private static final Set<String> GENERIC = Set.of("", "message", "data");

    private final SseJsonReader<StreamEvent> events;
    private final CallAttempt attempt;
    private final CompletionAccumulator accumulator;
    private MessagesUsage usage = MessagesUsage.NONE;

    MessagesStream(CallAttempt attempt) {
        this.attempt = attempt;
        this.events = new SseJsonReader<>(StreamEvent.class, attempt.answer()::warn);
        this.accumulator = attempt.answer();
    }

    @Override
    public boolean event(String name, byte[] data, int length) {
        if (name.equals("error")) {
            throw attempt.refusal(ErrorBodyParser.read(MessagesResponse.OK, Arrays.copyOf(data, length)));
        }
        if (!SseJsonReader.isObject(data, length) && !KINDS.contains(name) && !GENERIC.contains(name)) {
            // a heartbeat
            return false;
        }
        for (int at = 0; at < length; at = events.next()) {
            StreamEvent event = events.read(data, at, length);
            if (event.isError()) {
                throw attempt.refusal(
                        ErrorBodyParser.read(MessagesResponse.OK, Arrays.copyOfRange(data, at, events.next())));
            }
            String kind = event.kind(name);
            if (event.type() == null && !KINDS.contains(kind)) {
                attempt.requireNoError(data, at, events.next());
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
    private boolean isLast(String kind, StreamEvent event) {
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

    private void begin(MessagesResponse message) {
        if (message != null) {
            message.addTo(accumulator);
            count(message.usage() == null ? null : message.usage().ofInput());
        }
    }

    private void add(ContentBlock block) {
        if (block != null) {
            block.addTo(accumulator);
        }
    }

    private void add(StreamEvent.Change delta) {
        if (delta != null) {
            delta.addTo(accumulator);
        }
    }

    private void change(StreamEvent event) {
        if (event.delta() != null) {
            event.delta().stop().addTo(accumulator);
        }
        count(event.usage());
    }

    private void count(MessagesUsage latest) {
        if (latest != null) {
            usage = usage.then(latest);
            accumulator.counts(usage.counts());
        }
    }

    /** A reason to stop is not the end: more of them may follow, and the last counts with them. */
    @Override
    public boolean isTruncationPossible() {
        return false;
    }
}
