package org.llmtestbench.it.lambda;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** An OpenAI-compatible provider that sends each chunk of its stream when a test adds it. */
final class PacedProvider implements AutoCloseable {
    private static final String CLOSE = "";

    private final ServerSocket socket;
    private final BlockingQueue<String> script = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    PacedProvider() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "provider");
        thread.setDaemon(true);
        thread.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /** Heads and bodies of all requests. */
    List<String> requests() {
        return requests;
    }

    /** Starts the response to the next request. */
    void startsStream() {
        script.add("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    }

    void sendsDelta(String text) {
        script.add("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}\n\n");
    }

    /** Completes the stream normally. */
    void endsStream() {
        script.add("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,"
                + "\"total_tokens\":12}}\n\ndata: [DONE]\n\n");
        closesConnection();
    }

    void closesConnection() {
        script.add(CLOSE);
    }

    /** Answers the next request with a complete response. */
    void answers(String text) {
        answers(200, """
                {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":\
                {"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""".formatted(text));
    }

    void answers(int status, String json) {
        script.add("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + json);
        closesConnection();
    }

    /** Streams a complete answer. */
    void streams(String... texts) {
        startsStream();
        List.of(texts).forEach(this::sendsDelta);
        endsStream();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                serve(connection);
            } catch (IOException gone) {
                // the client or this server closed the connection
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) throws IOException, InterruptedException {
        connection.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(connection.getInputStream());
        requests.add(request(in));
        OutputStream out = connection.getOutputStream();
        for (String chunk = script.take(); !chunk.equals(CLOSE); chunk = script.take()) {
            out.write(chunk.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("The client disconnected.");
            }
            head.write(b);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.toLowerCase(java.util.Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
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
