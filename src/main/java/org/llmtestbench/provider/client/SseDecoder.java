package org.llmtestbench.provider.client;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.llmtestbench.provider.Failure;

/**
 * Cuts a byte stream into server-sent events, however the bytes are split: lines end in LF, CR or CRLF, a leading BOM is
 * skipped, comments, {@code id} and {@code retry} are dropped, a last event without its blank line is delivered. Events
 * with blank data are heartbeats and dropped.
 *
 * <p>Errors do not always come as events. {@link UnframedText} is delivered as if it were the data of one, and an
 * {@code error:} line as an event named {@code error}; other unknown fields are dropped.
 *
 * <p>Works on bytes, so a character that is cut in two is whole again before anybody decodes it. It never asks for a
 * reconnect: that would send, and pay for, the prompt again.
 */
final class SseDecoder {
    /** Takes the events in order. */
    interface Sink {
        /**
         * One event with data.
         *
         * @param name empty when the event has none
         * @param data holds the data from 0 to {@code length}; valid during the call only
         */
        void event(String name, byte[] data, int length);
    }

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Sink sink;
    private final int limit = BodyLimit.eventBytes();
    private byte[] pending = new byte[512];
    private int filled;
    private boolean started;
    private boolean afterCr;

    private String name = "";
    private byte[] data = new byte[512];
    private int dataLength;
    private boolean hasData;

    /** The name that came after data: of this event, or of the next one where a blank line is missing. */
    private String lateName;

    private UnframedText unframed;
    private String ignored;

    SseDecoder(Sink sink) {
        this.sink = sink;
    }

    /** Takes the next bytes; fails with {@link Failure#MALFORMED} when an event grows too large. */
    void feed(Buffer bytes) {
        int from = filled;
        pending = roomFor(pending, filled, bytes.length());
        bytes.getBytes(pending, filled);
        filled += bytes.length();
        if (!started) {
            if (filled < BOM.length) {
                return;
            }
            start();
            from = 0;
        }
        keep(takeLines(from));
    }

    /** The stream is over: delivers what is left. */
    void end() {
        if (filled > 0) {
            line(0, filled);
        }
        dispatch();
    }

    private void start() {
        started = true;
        if (Arrays.equals(pending, 0, BOM.length, BOM, 0, BOM.length)) {
            System.arraycopy(pending, BOM.length, pending, 0, filled - BOM.length);
            filled -= BOM.length;
        }
    }

    /** Handles every complete line and returns where the incomplete one begins; looks for line ends only from here. */
    private int takeLines(int from) {
        int start = 0;
        for (int i = from; i < filled; i++) {
            byte b = pending[i];
            if (b == '\n' && afterCr && i == start) {
                start = i + 1;
                afterCr = false;
            } else if (b == '\n' || b == '\r') {
                line(start, i);
                start = i + 1;
                afterCr = b == '\r';
            } else {
                afterCr = false;
            }
        }
        return start;
    }

    private void keep(int from) {
        System.arraycopy(pending, from, pending, 0, filled - from);
        filled -= from;
        refuseOver(filled);
    }

    private void line(int from, int to) {
        if (startsWith("data", from, to)) {
            beginNext();
            append(valueStart("data".length(), from, to), to);
        } else if (startsWith("event", from, to)) {
            name(valueStart("event".length(), from, to), to);
        } else if (from == to) {
            blankLine();
        } else if (pending[from] != ':') {
            other(from, to);
        }
    }

    /** Data after a second name, or after text that is no event, is that of the next event. */
    private void beginNext() {
        if (lateName != null) {
            String next = lateName;
            lateName = null;
            dispatch();
            name = next;
        } else if (unframed != null) {
            dispatch();
        }
    }

    private void name(int from, int to) {
        if (unframed != null) {
            dispatch();
        }
        String value = new String(pending, from, to - from, StandardCharsets.UTF_8);
        if (hasData) {
            lateName = value;
        } else {
            name = value;
        }
    }

    private void blankLine() {
        if (unframed == null || !unframed.goesOnAfterBlankLine()) {
            dispatch();
        }
    }

    /** A field of no meaning here, unless it is an error, or text without a frame. */
    private void other(int from, int to) {
        int start = from;
        if (unframed == null) {
            int error = UnframedText.error(pending, from, to);
            if (error >= 0) {
                begin("error");
                start = error;
            } else if (hasData && UnframedText.isContinuedBy(data, dataLength, pending[from])) {
                unframed = UnframedText.of(data, dataLength);
            } else if (UnframedText.isBegunBy(pending, from, to)) {
                begin(hasData ? "" : name);
            } else {
                ignore(from, to);
                return;
            }
        }
        append(start, to);
        unframed.add(pending, start, to);
        if (unframed.isComplete()) {
            dispatch();
        }
    }

    /** Begins text without a frame, which is delivered under this name. */
    private void begin(String asName) {
        dispatch();
        name = asName;
        unframed = new UnframedText();
    }

    private void ignore(int from, int to) {
        if (ignored == null && !startsWith("id", from, to) && !startsWith("retry", from, to)) {
            ignored = ErrorBodyParser.look(Arrays.copyOfRange(pending, from, to), to - from);
        }
    }

    /** The beginning of the first line that is not a field of an event. */
    Optional<String> ignored() {
        return Optional.ofNullable(ignored);
    }

    private boolean startsWith(String field, int from, int to) {
        int end = from + field.length();
        if (end > to || (end < to && pending[end] != ':')) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (pending[from + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int valueStart(int fieldLength, int from, int to) {
        int start = Math.min(to, from + fieldLength + 1);
        return start < to && pending[start] == ' ' ? start + 1 : start;
    }

    private void append(int from, int to) {
        int needed = to - from + 1;
        data = roomFor(data, dataLength, needed);
        if (hasData) {
            data[dataLength++] = '\n';
        }
        System.arraycopy(pending, from, data, dataLength, to - from);
        dataLength += to - from;
        hasData = true;
        refuseOver(dataLength);
    }

    private void dispatch() {
        if (hasData) {
            deliver(lateName == null ? name : lateName);
        }
        name = "";
        lateName = null;
        unframed = null;
        dataLength = 0;
        hasData = false;
    }

    private void deliver(String name) {
        if (name.equals("error") || !isBlank(data, dataLength)) {
            sink.event(name, data, dataLength);
        }
    }

    private static boolean isBlank(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    private byte[] roomFor(byte[] array, int used, int more) {
        int doubled = Math.min(2 * array.length, limit);
        return used + more <= array.length ? array : Arrays.copyOf(array, Math.max(used + more, doubled));
    }

    private void refuseOver(int length) {
        if (length > limit) {
            throw BodyLimit.exceeded("The stream holds an event of over", limit);
        }
    }
}
