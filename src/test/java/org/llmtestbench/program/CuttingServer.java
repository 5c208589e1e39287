package org.llmtestbench.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A raw server for what WireMock can't do: it begins a stream, one for each request, and cuts the connection in it. */
final class CuttingServer implements AutoCloseable {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private final ServerSocket socket;
    private final Queue<String> streams;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param streams what is sent of each stream; one that ends with {@code [DONE]} is not cut but ended properly */
    CuttingServer(String... streams) {
        this.streams = new ArrayDeque<>(List.of(streams));
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread server = new Thread(this::serve, "cuts streams");
        server.setDaemon(true);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    int calls() {
        return calls.get();
    }

    private void serve() {
        while (!streams.isEmpty()) {
            try (Socket connection = socket.accept()) {
                answer(connection, streams.remove());
            } catch (IOException closed) {
                return;
            }
        }
        close();
    }

    private void answer(Socket connection, String events) throws IOException {
        readRequest(connection);
        calls.incrementAndGet();
        String reply = HEAD + (events.isEmpty() ? "" : chunk(events)) + (events.endsWith(Bodies.DONE) ? chunk("") : "");
        connection.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + data + "\r\n";
    }

    private static void readRequest(Socket connection) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        int length = 0;
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            request.read();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
