package org.llmtestbench.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Multi;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmtestbench.runner.ResultMapper;

/** A response, either complete or streamed. */
public sealed interface Response {
    /** The HTTP status. */
    int status();

    /** The headers by name, including {@code content-type}. */
    Map<String, String> headers();

    /** A copy with one more header. */
    Response with(String header, String value);

    /** A complete response. */
    record Whole(int status, Map<String, String> headers, byte[] body) implements Response {
        /** Copies the headers. */
        public Whole {
            headers = Map.copyOf(headers);
        }

        @Override
        public Whole with(String header, String value) {
            return new Whole(status, withHeader(headers, header, value), body);
        }
    }

    /**
     * A streamed response.
     *
     * @param chunks in UTF-8, requested one by one as fast as they can be sent. The transport must subscribe exactly
     *     once, on every path, and cancel when the caller disconnects: the caller's permit is held until then. An error
     *     signal is an internal error; a failure of the provider is the last event of the stream instead
     */
    record Streamed(int status, Map<String, String> headers, Multi<byte[]> chunks) implements Response {
        /** Copies the headers. */
        public Streamed {
            headers = Map.copyOf(headers);
        }

        @Override
        public Streamed with(String header, String value) {
            return new Streamed(status, withHeader(headers, header, value), chunks);
        }
    }

    /** A complete response with this text, encoded as UTF-8. */
    static Whole text(int status, String mediaType, String text) {
        return new Whole(status, Map.of("content-type", mediaType), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A complete response with this value as JSON, written by Jackson on one line. */
    static Whole json(int status, Object value) {
        return json(status, "application/json", value);
    }

    /** The same with another media type. */
    static Whole json(int status, String mediaType, Object value) {
        try {
            return new Whole(status, Map.of("content-type", mediaType), ResultMapper.MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> withHeader(Map<String, String> headers, String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return all;
    }
}
