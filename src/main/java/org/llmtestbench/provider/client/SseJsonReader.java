package org.llmtestbench.provider.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the JSON events of one stream, all with the same parser: a parser for each event was a third of all memory that
 * a stream took (2,156 bytes an event, now 1,360).
 *
 * <p>The data of an event is one JSON value. Some servers forget what separates events, so that it is several: all of
 * them are read.
 */
public final class SseJsonReader<T> {
    /** Names of events that say only that the server is alive. Their data may be a time or a word. */
    private static final Set<String> HEARTBEAT_NAMES =
            Set.of("ping", "pong", "heartbeat", "keepalive", "keep-alive", "keep_alive");

    /** Data that says the same. */
    private static final Set<String> HEARTBEAT_DATA = Set.of("ping", "pong", "heartbeat", "keepalive", "keep-alive");

    private static final int MAX_HEARTBEAT_LENGTH = 40;

    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final Event event = new Event();
    private final ObjectReader reader;
    private JsonParser parser;
    private int next;
    private boolean sawKnown;
    private String foreign;
    private String unread;

    /**
     * @param type of every event
     * @param warn takes a line for each member that could not be read and is not the answer's content
     */
    public SseJsonReader(Class<T> type, Consumer<String> warn) {
        this.reader = LenientFieldHandler.reader(type, warn);
    }

    /**
     * Reads the value in an event's data that begins at {@code from}; fails with
     * {@link org.llmtestbench.provider.Failure#MALFORMED}, saying what came instead.
     */
    public T read(byte[] data, int from, int length) {
        event.begin(data, from, length);
        return Json.required(this::value, data, from, length);
    }

    /** Whether an event says only that the server is alive. An object never does. */
    public static boolean isHeartbeat(String name, byte[] data, int length) {
        int start = Json.afterBlanks(data, 0, length);
        if (start < length && data[start] == '{') {
            return false;
        }
        if (HEARTBEAT_NAMES.contains(name)) {
            return true;
        }
        if (length > MAX_HEARTBEAT_LENGTH) {
            return false;
        }
        String text = new String(data, 0, length, StandardCharsets.UTF_8).strip();
        // a comment in the data, or a word with or without quotes
        return text.startsWith(":") || text.equals("\"\"") || HEARTBEAT_DATA.contains(text.replaceAll("^\"|\"$", ""));
    }

    /** Whether data can hold a part of an answer or of an error; a word or a time can't. */
    public static boolean hasStructure(byte[] data, int length) {
        for (int i = 0; i < length; i++) {
            if (data[i] == '{' || data[i] == '[' || data[i] == '<') {
                return true;
            }
        }
        return false;
    }

    /** Where in the data the next value begins; the end of the data after the last one. */
    public int next() {
        return next;
    }

    /**
     * Notes whether the value that was read last is of the dialect.
     *
     * @see #foreign
     */
    public void note(boolean known) {
        if (known) {
            sawKnown = true;
        } else if (unread == null) {
            String words = event.look(next);
            unread = words.equals("'{}'") ? null : words;
            foreign = sawKnown ? null : unread;
        }
    }

    /** A few words about the first value, where none of the values is of the dialect. */
    public Optional<String> foreign() {
        return sawKnown ? Optional.empty() : Optional.ofNullable(foreign);
    }

    /** The beginning of the first value that is not part of the dialect. */
    public Optional<String> unread() {
        return Optional.ofNullable(unread);
    }

    private T value() throws IOException {
        if (parser == null) {
            parser = Json.MAPPER.createParser(event);
        }
        T value = reader.readValue(parser);
        // the parser may have taken what follows the value: it is read again, as the next value
        int ahead = parser.releaseBuffered(NOWHERE);
        if (ahead < 0) {
            throw new IOException("This is not UTF-8.");
        }
        next = Json.afterBlanks(event.data, event.position - ahead, event.end);
        return value;
    }

    /** Ends where the event does, and goes on with the next. */
    private static final class Event extends InputStream {
        private byte[] data;
        private int from;
        private int position;
        private int end;

        void begin(byte[] bytes, int start, int length) {
            data = bytes;
            from = start;
            position = start;
            end = length;
        }

        String look(int to) {
            return ErrorBodyParser.look(Arrays.copyOfRange(data, from, to), to - from);
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
