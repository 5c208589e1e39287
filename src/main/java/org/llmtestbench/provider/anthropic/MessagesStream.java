package org.llmtestbench.provider.anthropic;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.SseEventHandler;
import org.llmtestbench.provider.client.SseJsonReader;

/** Reads the events of one streamed answer. The last event is {@code message_stop}. */
final class MessagesStream implements SseEventHandler {
    private static final Set<String> KINDS = Set.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");

    /** Names that do not tell the kind of the event. */
    private static final Set<String> GENERIC_NAMES = Set.of("", "message", "data");

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
        boolean isUnknown = !KINDS.contains(name) && !GENERIC_NAMES.contains(name);
        if (SseJsonReader.isHeartbeat(name, data, length) || (isUnknown && !SseJsonReader.hasStructure(data, length))) {
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
            if (process(kind, event)) {
                return true;
            }
        }
        return false;
    }

    /** Processes an event and returns whether it is the last one. Unknown kinds are ignored. */
    private boolean process(String kind, StreamEvent event) {
        switch (kind) {
            case "message_start" -> begin(event.message());
            case "content_block_start" -> add(event.contentBlock());
            case "content_block_delta" -> add(event.delta());
            case "message_delta" -> finish(event);
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

    @Override
    public Optional<String> unread() {
        return events.unread();
    }

    private void begin(MessagesResponse message) {
        if (message != null) {
            message.addTo(accumulator);
            count(message.usage() == null ? null : message.usage().withoutOutput());
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

    private void finish(StreamEvent event) {
        if (event.delta() != null) {
            event.delta().stop().addTo(accumulator);
        }
        count(event.usage());
    }

    private void count(MessagesUsage latest) {
        if (latest != null) {
            usage = usage.updatedWith(latest);
            accumulator.counts(usage.counts());
        }
    }

    /** Never: more events with a stop reason can follow, and the last one has the final reason and token counts. */
    @Override
    public boolean isTruncationPossible() {
        return false;
    }
}
