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

/** What the function answers to one event, as it arrives. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] END = new byte[0];
    private static final int PRELUDE_END = 8;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private volatile String kind;
    private volatile Map<String, String> headers;
    private volatile Map<String, String> trailers;
    private volatile boolean cut;

    void begun(String how, Map<String, String> with) {
        kind = how;
        headers = with;
        begun.countDown();
    }

    void piece(byte[] bytes) {
        pieces.add(bytes);
    }

    void ended(Map<String, String> with) {
        trailers = with;
        pieces.add(END);
    }

    void cut() {
        cut = true;
        pieces.add(END);
    }

    /** {@code response} or {@code error}; waits until it is known. */
    String kind() {
        try {
            if (!begun.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("There was no answer.");
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

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** The next piece, as text; null after the last. */
    String next() {
        byte[] piece = nextBytes();
        return piece == END ? null : new String(piece, StandardCharsets.UTF_8);
    }

    private byte[] nextBytes() {
        try {
            byte[] piece = pieces.poll(60, TimeUnit.SECONDS);
            if (piece == null) {
                throw new AssertionError("There was no next piece.");
            }
            return piece;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that comes from here on. */
    String rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece = nextBytes(); piece != END; piece = nextBytes()) {
            all.writeBytes(piece);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Everything, as JSON. */
    JsonNode json() {
        return json(rest());
    }

    /** The first piece of a streamed answer, which must be a prelude. */
    JsonNode prelude() {
        byte[] piece = nextBytes();
        int json = piece.length - PRELUDE_END;
        for (int i = json; i < piece.length; i++) {
            if (piece[i] != 0) {
                throw new AssertionError("No prelude: " + new String(piece, StandardCharsets.UTF_8));
            }
        }
        return json(new String(piece, 0, json, StandardCharsets.UTF_8));
    }

    /** Names and values after the last piece; only when that is there. */
    Map<String, String> trailers() {
        return trailers;
    }

    boolean wasCut() {
        return cut;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is not JSON: " + text, e);
        }
    }
}
