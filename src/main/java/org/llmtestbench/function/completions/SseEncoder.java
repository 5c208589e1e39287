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

/** Encodes the server-sent events of a streamed completion as UTF-8, one byte array per event. */
final class SseEncoder {
    static final String MEDIA_TYPE = "text/event-stream";

    /** The headers of the stream; they switch off caches and the response buffering of proxies. */
    static final Map<String, String> HEADERS = Map.of(
            "content-type", MEDIA_TYPE + "; charset=utf-8", "cache-control", "no-store", "x-accel-buffering", "no");

    private SseEncoder() {}

    /** A part of the answer. */
    @JsonPropertyOrder("text")
    record Text(String text) {}

    /** A part of the reasoning that the model returns. */
    @JsonPropertyOrder("reasoning")
    record Reasoning(String reasoning) {}

    static byte[] delta(Delta delta) {
        return event("delta", delta.kind() == Delta.Kind.TEXT ? new Text(delta.text()) : new Reasoning(delta.text()));
    }

    static byte[] result(ResultJson result) {
        return event("result", result);
    }

    /** A comment that keeps the connection open; clients ignore it. */
    static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The mapper escapes line feeds and unpaired surrogates. */
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
