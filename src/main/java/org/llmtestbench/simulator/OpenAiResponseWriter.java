package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.stream.Stream;

/** Formats a completion in the Chat Completions dialect: as one JSON object or as the events of a stream. */
record OpenAiResponseWriter(String id, OpenAiRequest request, SimulatedCompletion completion) {
    private static final TimedChunk DONE = TimedChunk.now("data: [DONE]\n\n");

    ObjectNode body() {
        ObjectNode body = envelope("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", completion.text())
                .putNull("refusal")
                .putArray("annotations");
        choice.putNull("logprobs").put("finish_reason", finishReason());
        body.set("usage", usage());
        return body;
    }

    Iterator<TimedChunk> events(SimulatedModel model) {
        Stream<TimedChunk> role = Stream.of(TimedChunk.now(event(chunk(roleDelta(), null))));
        Stream<TimedChunk> deltas = model.tokenChunks(completion, token -> event(chunk(contentDelta(token), null)));
        Stream<TimedChunk> finish = Stream.of(TimedChunk.now(event(chunk(object(), finishReason()))));
        Stream<TimedChunk> usage =
                request.includeUsage() ? Stream.of(TimedChunk.now(event(usageChunk()))) : Stream.empty();
        return Stream.of(role, deltas, finish, usage, Stream.of(DONE))
                .reduce(Stream::concat)
                .orElseThrow()
                .iterator();
    }

    private ObjectNode chunk(ObjectNode delta, String finishReason) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return request.includeUsage() ? chunk.putNull("usage") : chunk;
    }

    private ObjectNode usageChunk() {
        ObjectNode chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices");
        return chunk.set("usage", usage());
    }

    private ObjectNode envelope(String kind) {
        return object().put("id", id)
                .put("object", kind)
                .put("created", SimulatedModel.CREATED.getEpochSecond())
                .put("model", request.model());
    }

    private ObjectNode usage() {
        int prompt = request.conversation().tokens();
        int output = completion.tokens().size();
        ObjectNode usage = object().put("prompt_tokens", prompt)
                .put("completion_tokens", output)
                .put("total_tokens", prompt + output);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        return usage;
    }

    private String finishReason() {
        return completion.stopCause().reason() == StopCause.Reason.LENGTH ? "length" : "stop";
    }

    private static ObjectNode roleDelta() {
        return object().put("role", "assistant").put("content", "").putNull("refusal");
    }

    private static ObjectNode contentDelta(String text) {
        return object().put("content", text);
    }

    private static String event(ObjectNode data) {
        return "data: " + data + "\n\n";
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
