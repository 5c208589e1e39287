package org.llmtestbench.resilience;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The client at the other end of one connection. */
public final class Peer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final AtomicLong written;
    private Received latest;
    private int requests;

    Peer(Socket socket, AtomicLong written) throws IOException {
        this.socket = socket;
        this.written = written;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    Received request() throws IOException {
        latest = Received.from(in);
        requests++;
        return latest;
    }

    /** Whether the connection carried a request before the latest one. */
    boolean isReused() {
        return requests > 1;
    }

    /** The request that was read last. */
    Received latest() {
        return latest;
    }

    /** Sends these characters, ASCII or UTF-8, at once. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends these bytes at once. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        written.addAndGet(bytes.length);
    }

    /** Carries everything to this port and back until one side closes its connection. */
    void carry(int port) throws IOException {
        try (Socket other = new Socket("127.0.0.1", port)) {
            Thread back = new Thread(() -> copy(other), "torture");
            back.setDaemon(true);
            back.start();
            in.transferTo(other.getOutputStream());
        }
    }

    private void copy(Socket from) {
        try (socket) {
            from.getInputStream().transferTo(out);
        } catch (IOException eitherIsGone) {
            // then there is nothing to carry
        }
    }

    /** Waits until the client closes the connection. */
    public void untilGone() throws IOException {
        while (in.read() >= 0) {
            // what it may say is not answered
        }
    }

    /** Waits this long, and fails when the client closes the connection meanwhile. */
    public void pause(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            untilGone();
            throw new IOException("The client is gone.");
        } catch (SocketTimeoutException overAndStillThere) {
            socket.setSoTimeout(0);
        }
    }

    /** Throws the connection away, so that the client sees a reset and not an end. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
