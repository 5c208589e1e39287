package org.llmtestbench.provider.wire;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads the JSON events of one stream, all with the same parser: a parser for each event was a third of all memory that
 * a stream took (2,156 bytes an event, now 1,360).
 */
public final class JsonEvents {
    private final Event event = new Event();
    private JsonParser parser;

    /** Reads an event's data; fails with {@link org.llmtestbench.provider.Failure#MALFORMED}, saying what came instead. */
    public <T> T read(byte[] data, int length, Class<T> type) {
        event.begin(data, length);
        return Json.required(() -> next(type), data, length);
    }

    private <T> T next(Class<T> type) throws IOException {
        if (parser == null) {
            parser = Json.MAPPER.createParser(event);
        }
        T value = Json.MAPPER.readValue(parser, type);
        // what follows the value is no part of the next one
        parser.releaseBuffered(OutputStream.nullOutputStream());
        return value;
    }

    /** Ends where the event does, and goes on with the next. */
    private static final class Event extends InputStream {
        private byte[] data;
        private int position;
        private int end;

        void begin(byte[] bytes, int length) {
            data = bytes;
            position = 0;
            end = length;
        }

        @Override
        public int read() {
            return position < end ? data[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] to, int offset, int most) {
            int count = Math.min(most, end - position);
            System.arraycopy(data, position, to, offset, count);
            position += count;
            return count == 0 ? -1 : count;
        }
    }
}
