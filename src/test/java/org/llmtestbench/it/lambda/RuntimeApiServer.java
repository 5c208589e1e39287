package org.llmtestbench.it.lambda;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated Lambda Runtime API on raw sockets, which sends events and reads responses chunk by chunk. */
final class RuntimeApiServer implements AutoCloseable {
    private static final String PREFIX = "/2018-06-01/runtime/";

    private final ServerSocket socket;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ids = new AtomicInteger();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch restored = new CountDownLatch(1);
    private final Answer startup = new Answer();

    private record Event(String id, String json, Duration timeLeft) {}

    RuntimeApiServer() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    String host() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Invokes the function with a time limit of one minute. */
    Answer invoke(String json) {
        return invoke(json, Duration.ofMinutes(1));
    }

    Answer invoke(String json, Duration timeLeft) {
        String id = "invocation-" + ids.incrementAndGet();
        Answer answer = new Answer();
        answers.put(id, answer);
        events.add(new Event(id, json, timeLeft));
        return answer;
    }

    /** The error of a function that can't start or restore. */
    Answer startup() {
        return startup;
    }

    /** Waits until the function requests its first event. */
    void awaitReady() {
        await(ready, "the function to request an event");
    }

    boolean isReady() {
        return ready.getCount() == 0;
    }

    /** Waits until the function is ready for a snapshot. */
    void awaitFrozen() {
        await(frozen, "the function to be ready for a snapshot");
    }

    /** The number of open connections. */
    int connections() {
        return open.size();
    }

    void restore() {
        restored.countDown();
    }

    private static void await(CountDownLatch latch, String what) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Timeout while waiting for " + what + ".");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                inBackground(() -> serve(connection));
            } catch (IOException closed) {
                // the loop ends
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (handleRequest(in, connection.getOutputStream())) {
                // the next request on the same connection
            }
        } catch (IOException clientIsGone) {
            // the client closed the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    private boolean handleRequest(InputStream in, OutputStream out) throws IOException, InterruptedException {
        String start = line(in);
        if (start == null) {
            return false;
        }
        Map<String, String> headers = headers(in);
        String path = start.split(" ")[1].substring(PREFIX.length());
        switch (path) {
            case "invocation/next" -> next(out);
            case "restore/next" -> {
                frozen.countDown();
                restored.await();
                reply(out, "200 OK", "");
            }
            case "init/error", "restore/error" -> readResponse(headers, in, startup, path, out);
            default -> {
                String[] parts = path.split("/");
                readResponse(headers, in, answers.get(parts[1]), parts[2], out);
            }
        }
        return !"close".equalsIgnoreCase(headers.get("connection"));
    }

    private void next(OutputStream out) throws IOException, InterruptedException {
        ready.countDown();
        Event event = events.take();
        String deadline =
                String.valueOf(System.currentTimeMillis() + event.timeLeft().toMillis());
        reply(
                out,
                "200 OK\r\nLambda-Runtime-Aws-Request-Id: " + event.id()
                        + "\r\nLambda-Runtime-Deadline-Ms: " + deadline
                        + "\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:1:function:f"
                        + "\r\nLambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0"
                        + "\r\nContent-Type: application/json",
                event.json());
    }

    private static void readResponse(
            Map<String, String> headers, InputStream in, Answer answer, String kind, OutputStream out)
            throws IOException {
        answer.started(kind, headers);
        try {
            if (headers.containsKey("transfer-encoding")) {
                for (int size = size(in); size > 0; size = size(in)) {
                    answer.chunk(in.readNBytes(size));
                    line(in);
                }
                answer.completed(headers(in));
            } else {
                answer.chunk(in.readNBytes(Integer.parseInt(headers.get("content-length"))));
                answer.completed(Map.of());
            }
        } catch (IOException | RuntimeException e) {
            answer.truncated();
            throw e;
        }
        reply(out, "202 Accepted\r\nContent-Type: application/json", "{\"status\":\"OK\"}");
    }

    private static int size(InputStream in) throws IOException {
        String size = line(in);
        if (size == null) {
            throw new EOFException();
        }
        return Integer.parseInt(size, 16);
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !"".equals(line); line = line(in)) {
            if (line == null) {
                throw new EOFException();
            }
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static void reply(OutputStream out, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(("HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        out.write(all.toByteArray());
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "runtime api");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
