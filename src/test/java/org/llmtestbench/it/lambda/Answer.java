package org.llmtestbench.it.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The response of the function to one event, chunk by chunk as it arrives. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] END = new byte[0];
    private static final int PRELUDE_DELIMITER_BYTES = 8;

    private final CountDownLatch started = new CountDownLatch(1);
    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private volatile String kind;
    private volatile Map<String, String> headers;
    private volatile Map<String, String> trailers;
    private volatile boolean truncated;

    void started(String newKind, Map<String, String> newHeaders) {
        kind = newKind;
        headers = newHeaders;
        started.countDown();
    }

    void chunk(byte[] bytes) {
        chunks.add(bytes);
    }

    void completed(Map<String, String> newTrailers) {
        trailers = newTrailers;
        chunks.add(END);
    }

    void truncated() {
        truncated = true;
        chunks.add(END);
    }

    /** {@code response} or {@code error}; waits for the response. */
    String kind() {
        try {
            if (!started.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("There was no response.");
            }
            return kind;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String header(String name) {
        kind();
        return headers.get(name);
    }

    boolean hasStarted() {
        return started.getCount() == 0;
    }

    /** The next chunk as text; null after the last one. */
    String next() {
        byte[] chunk = nextBytes();
        return chunk == END ? null : new String(chunk, StandardCharsets.UTF_8);
    }

    private byte[] nextBytes() {
        try {
            byte[] chunk = chunks.poll(60, TimeUnit.SECONDS);
            if (chunk == null) {
                throw new AssertionError("There was no next chunk.");
            }
            return chunk;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All remaining chunks as text. */
    String rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] chunk = nextBytes(); chunk != END; chunk = nextBytes()) {
            all.writeBytes(chunk);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** All remaining chunks as JSON. */
    JsonNode json() {
        return json(rest());
    }

    /** The first chunk of a streamed response, which must be a prelude. */
    JsonNode prelude() {
        byte[] chunk = nextBytes();
        int json = chunk.length - PRELUDE_DELIMITER_BYTES;
        for (int i = json; i < chunk.length; i++) {
            if (chunk[i] != 0) {
                throw new AssertionError("This is not a prelude: " + new String(chunk, StandardCharsets.UTF_8));
            }
        }
        return json(new String(chunk, 0, json, StandardCharsets.UTF_8));
    }

    /** The trailers; available after the last chunk. */
    Map<String, String> trailers() {
        return trailers;
    }

    boolean wasTruncated() {
        return truncated;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is not JSON: " + text, e);
        }
    }
}
