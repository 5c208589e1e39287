package org.llmtestbench.function.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** One end of a connection, that says what it wants and reads when it wants. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** Connects to this port of the loopback. */
    public RawClient(int port) {
        this(port, 1 << 16);
    }

    /** @param window bytes that may wait unread at this end */
    public RawClient(int port, int window) {
        try {
            socket.setReceiveBufferSize(window);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request for a completion with this body. */
    public static String completion(String json) {
        return "POST /v1/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    /** Says this at once. */
    public RawClient say(String text) {
        return say(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says these bytes at once; nothing when nobody listens any more. */
    public RawClient say(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException gone) {
            // what was answered may still be read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** All that came, once this is in it or the server closed the connection. */
    public String readUntil(String marker) {
        try {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[1 << 16];
            // looks only at what is new: there may be megabytes
            String end = text();
            int length = 0;
            while (length >= 0 && !end.contains(marker)) {
                length = in.read(piece);
                read.write(piece, 0, Math.max(0, length));
                String known = end.substring(Math.max(0, end.length() - marker.length()));
                end = known + new String(piece, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
            }
        } catch (SocketException reset) {
            // then there is no more
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text();
    }

    /** All that comes until the server closes the connection. */
    public String readAll() {
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketException reset) {
            // then there is no more
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text();
    }

    private String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Hangs up without a word. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
