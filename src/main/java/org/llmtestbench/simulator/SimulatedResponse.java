package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What goes back: head and body, the body piece by piece. */
record SimulatedResponse(int status, Map<String, String> headers, Iterator<TimedChunk> pieces) {
    private static final String CONTENT_LENGTH = "content-length";

    static SimulatedResponse json(int status, ObjectNode body, Duration pause) {
        String text = body.toString();
        String length = String.valueOf(text.getBytes(StandardCharsets.UTF_8).length);
        return new SimulatedResponse(
                status,
                Map.of("content-type", "application/json", CONTENT_LENGTH, length),
                List.of(new TimedChunk(text, pause)).iterator());
    }

    static SimulatedResponse events(Iterator<TimedChunk> events) {
        return new SimulatedResponse(
                200, Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"), events);
    }

    SimulatedResponse with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new SimulatedResponse(status, more, pieces);
    }

    /** Whether the length is open until the end. */
    boolean isChunked() {
        return !headers.containsKey(CONTENT_LENGTH);
    }
}
