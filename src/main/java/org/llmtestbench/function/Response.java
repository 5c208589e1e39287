package org.llmtestbench.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Multi;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmtestbench.runner.ResultMapper;

/** What goes back, whole or piece by piece. */
public sealed interface Response {
    /** The HTTP status. */
    int status();

    /** Names and values; {@code content-type} among them. */
    Map<String, String> headers();

    /** The same with one more header. */
    Response with(String header, String value);

    /** An answer that is there. */
    record Whole(int status, Map<String, String> headers, byte[] body) implements Response {
        /** The headers are kept as they are now. */
        public Whole {
            headers = Map.copyOf(headers);
        }

        @Override
        public Whole with(String header, String value) {
            return new Whole(status, added(headers, header, value), body);
        }
    }

    /**
     * An answer that is being made.
     *
     * @param chunks UTF-8; asked for one by one, as fast as they can leave. Subscribed to once, whatever happens, and
     *     cancelled when nobody listens any more: the caller's place is held until then. A failure among them is our own
     *     breakdown: the provider's is the last event of the stream
     */
    record Streamed(int status, Map<String, String> headers, Multi<byte[]> chunks) implements Response {
        /** The headers are kept as they are now. */
        public Streamed {
            headers = Map.copyOf(headers);
        }

        @Override
        public Streamed with(String header, String value) {
            return new Streamed(status, added(headers, header, value), chunks);
        }
    }

    /** A text of this media type, as UTF-8. */
    static Whole text(int status, String mediaType, String text) {
        return new Whole(status, Map.of("content-type", mediaType), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Anything that Jackson can write, as one line. */
    static Whole json(int status, Object value) {
        return json(status, "application/json", value);
    }

    /** The same under a media type of its own. */
    static Whole json(int status, String mediaType, Object value) {
        try {
            return new Whole(status, Map.of("content-type", mediaType), ResultMapper.MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> added(Map<String, String> headers, String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return all;
    }
}
