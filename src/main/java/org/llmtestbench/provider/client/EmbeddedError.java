package org.llmtestbench.provider.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.llmtestbench.provider.ProviderException;

/**
 * Finds the error in a body or an event that is not what it should be, such as several JSON values, a list, or a stream
 * of events where none was asked for: it says more than that the answer is malformed.
 */
final class EmbeddedError {
    private static final int OK = 200;

    private ErrorResponse found;

    private EmbeddedError() {}

    /** The first error in the body of an answer with a good status; empty when there is none. */
    static Optional<ErrorResponse> find(byte[] body) {
        EmbeddedError search = new EmbeddedError();
        SseDecoder decoder = new SseDecoder(search::event);
        try {
            decoder.feed(Buffer.buffer(body));
            decoder.end();
        } catch (ProviderException tooLarge) {
            // then what came before it counts
        }
        return Optional.ofNullable(search.found);
    }

    /** The first error in the data of an event that is not of its dialect. */
    static Optional<ErrorResponse> find(byte[] data, int length) {
        EmbeddedError search = new EmbeddedError();
        search.search(data, length);
        return Optional.ofNullable(search.found);
    }

    private void event(String name, byte[] data, int length) {
        if (found == null && name.equals("error")) {
            found = ErrorBodyParser.read(OK, Arrays.copyOf(data, length));
        } else if (found == null) {
            search(data, length);
        }
    }

    private void search(byte[] data, int length) {
        try (MappingIterator<JsonNode> values =
                Json.MAPPER.readerFor(JsonNode.class).readValues(data, 0, length)) {
            while (found == null && values.hasNextValue()) {
                found = ErrorBodyParser.inside(values.nextValue()).orElse(null);
            }
        } catch (IOException notJson) {
            // then there is no error in it that can be read
        }
    }
}
