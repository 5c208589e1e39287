package org.llmtestbench.function.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A raw TCP client that sends any bytes and reads on demand. */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** Connects to this port on 127.0.0.1. */
    public RawClient(int port) {
        this(port, 1 << 16);
    }

    /** @param receiveBuffer the receive buffer in bytes */
    public RawClient(int port, int receiveBuffer) {
        try {
            socket.setReceiveBufferSize(receiveBuffer);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A completion request with this body. */
    public static String completion(String json) {
        return "POST /v1/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    /** Sends this text at once. */
    public RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends these bytes at once; ignores a closed connection. */
    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException gone) {
            // the response can still be read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Reads until this text arrives or the server closes the connection; returns everything read so far. */
    public String readUntil(String marker) {
        try {
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[1 << 16];
            // searches only the new bytes, because the response can have megabytes
            String end = text();
            int length = 0;
            while (length >= 0 && !end.contains(marker)) {
                length = in.read(chunk);
                read.write(chunk, 0, Math.max(0, length));
                String known = end.substring(Math.max(0, end.length() - marker.length()));
                end = known + new String(chunk, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
            }
        } catch (SocketException reset) {
            // no more data
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text();
    }

    /** Reads until the server closes the connection; returns everything read so far. */
    public String readAll() {
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketException reset) {
            // no more data
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text();
    }

    private String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Resets the connection (TCP RST). */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the connection. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
