package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A response: status, headers, and the chunks of the body. */
record SimulatedResponse(int status, Map<String, String> headers, Iterator<TimedChunk> chunks) {
    private static final String CONTENT_LENGTH = "content-length";

    static SimulatedResponse json(int status, ObjectNode body, Duration delay) {
        String text = body.toString();
        String length = String.valueOf(text.getBytes(StandardCharsets.UTF_8).length);
        return new SimulatedResponse(
                status,
                Map.of("content-type", "application/json", CONTENT_LENGTH, length),
                List.of(new TimedChunk(text, delay)).iterator());
    }

    static SimulatedResponse events(Iterator<TimedChunk> events) {
        return new SimulatedResponse(
                200, Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"), events);
    }

    SimulatedResponse withHeader(String header, String value) {
        Map<String, String> allHeaders = new TreeMap<>(headers);
        allHeaders.put(header, value);
        return new SimulatedResponse(status, allHeaders, chunks);
    }

    /** Whether the response is sent without a content length. */
    boolean isChunked() {
        return !headers.containsKey(CONTENT_LENGTH);
    }
}
