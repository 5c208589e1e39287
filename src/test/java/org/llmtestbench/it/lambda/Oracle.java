package org.llmtestbench.it.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenAI-compatible provider that streams the same answer to all requests, or never responds. */
final class Oracle implements AutoCloseable {
    private static final String CHUNK = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}],\"usage\":%s}\n\n";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String denied = "nothing";
    private volatile boolean silent;

    Oracle() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Answers all prompts with yes. */
    void agrees() {
        denied = "nothing";
        silent = false;
    }

    /** Answers prompts that contain this text with no. */
    void denies(String text) {
        denied = text;
    }

    /** Accepts requests but does not respond. */
    void fallsSilent() {
        silent = true;
    }

    private void answer(HttpExchange http) throws IOException {
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (silent) {
            untilClosed();
            return;
        }
        http.getResponseHeaders().set("content-type", "text/event-stream");
        http.sendResponseHeaders(200, 0);
        String text = body.contains(denied) ? "No." : "Sure.";
        String usage = "{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}";
        http.getResponseBody()
                .write((CHUNK.formatted("{\"content\":\"" + text + "\"}", "null", "null")
                                + CHUNK.formatted("{}", "\"stop\"", usage) + "data: [DONE]\n\n")
                        .getBytes(StandardCharsets.UTF_8));
        http.close();
    }

    private void untilClosed() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
