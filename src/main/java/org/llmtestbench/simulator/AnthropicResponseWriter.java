package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.stream.Stream;

/** Formats a completion in the Messages dialect: as one JSON object or as the events of a stream. */
record AnthropicResponseWriter(String id, AnthropicRequest request, SimulatedCompletion completion) {
    /** The output token count at the start of a stream, when the real count is unknown. */
    private static final int PLACEHOLDER = 1;

    ObjectNode body() {
        ObjectNode message = message(completion.tokens().size());
        if (hasText()) {
            message.withArray("content").add(block(completion.text()));
        }
        return message.setAll(stopCause());
    }

    Iterator<TimedChunk> events(SimulatedModel model) {
        Stream<TimedChunk> start = Stream.of(now(typed("message_start").set("message", message(PLACEHOLDER))));
        Stream<TimedChunk> text = hasText() ? text(model) : Stream.of(now(typed("ping")));
        ObjectNode end = typed("message_delta").set("delta", stopCause());
        end.set("usage", usage(completion.tokens().size()));
        return Stream.of(start, text, Stream.of(now(end), now(typed("message_stop"))))
                .reduce(Stream::concat)
                .orElseThrow()
                .iterator();
    }

    private Stream<TimedChunk> text(SimulatedModel model) {
        Stream<TimedChunk> start =
                Stream.of(now(indexed("content_block_start").set("content_block", block(""))), now(typed("ping")));
        Stream<TimedChunk> deltas = model.tokenChunks(completion, AnthropicResponseWriter::delta);
        return Stream.of(start, deltas, Stream.of(now(indexed("content_block_stop"))))
                .reduce(Stream::concat)
                .orElseThrow();
    }

    private ObjectNode message(int outputTokens) {
        ObjectNode message = object().put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.prompt().model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        ObjectNode usage = usage(outputTokens).put("service_tier", "standard");
        usage.putObject("cache_creation").put("ephemeral_5m_input_tokens", 0).put("ephemeral_1h_input_tokens", 0);
        return message.set("usage", usage);
    }

    /** The cumulative counts, not those since the last event. */
    private ObjectNode usage(int outputTokens) {
        return object().put("input_tokens", request.prompt().tokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", outputTokens);
    }

    private ObjectNode stopCause() {
        StopCause stopCause = completion.stopCause();
        String reason = switch (stopCause.reason()) {
            case COMPLETE -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
        };
        return object().put("stop_reason", reason)
                .put("stop_sequence", stopCause.stopSequence().orElse(null));
    }

    /** An answer without text has no content block. */
    private boolean hasText() {
        return !completion.tokens().isEmpty();
    }

    private static ObjectNode block(String text) {
        return object().put("type", "text").put("text", text);
    }

    private static String delta(String text) {
        ObjectNode delta = indexed("content_block_delta");
        delta.putObject("delta").put("type", "text_delta").put("text", text);
        return event(delta);
    }

    private static ObjectNode indexed(String type) {
        return typed(type).put("index", 0);
    }

    private static ObjectNode typed(String type) {
        return object().put("type", type);
    }

    private static TimedChunk now(ObjectNode data) {
        return TimedChunk.now(event(data));
    }

    private static String event(ObjectNode data) {
        return "event: " + data.path("type").asText() + "\ndata: " + data + "\n\n";
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
