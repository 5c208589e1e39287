package org.llmtestbench.function.completions;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.runner.ResultMapper;

/** Server-sent events of ours, each as the bytes that leave together. */
final class SseEncoder {
    static final String MEDIA_TYPE = "text/event-stream";

    /** Nothing may keep, or hold back, what is on its way: neither a cache nor a proxy that buffers. */
    static final Map<String, String> HEADERS = Map.of(
            "content-type", MEDIA_TYPE + "; charset=utf-8", "cache-control", "no-store", "x-accel-buffering", "no");

    private SseEncoder() {}

    /** A piece of the visible answer. */
    @JsonPropertyOrder("text")
    record Text(String text) {}

    /** A piece of what the model shows of its reasoning. */
    @JsonPropertyOrder("reasoning")
    record Reasoning(String reasoning) {}

    static byte[] delta(Delta delta) {
        return event("delta", delta.kind() == Delta.Kind.TEXT ? new Text(delta.text()) : new Reasoning(delta.text()));
    }

    static byte[] result(ResultJson result) {
        return event("result", result);
    }

    /** Says that the stream lives; clients ignore it. */
    static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The mapper escapes line feeds, and half a character that came alone. */
    private static byte[] event(String name, Object data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try {
            bytes.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            bytes.write(ResultMapper.MAPPER.writeValueAsBytes(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
