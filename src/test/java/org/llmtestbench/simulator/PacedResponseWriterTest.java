package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PacedResponseWriterTest {
    private static final int CHUNK_SIZE = 1 << 10;
    private static final long MANY_CHUNKS = 1 << 18;

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_result_is_true_after_the_last_chunk() throws Exception {
        try (TestServer server = new TestServer(Stream.of(TimedChunk.now("a"), TimedChunk.now("b")));
                Socket client = server.connect()) {
            assertThat(server.end.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(read(client, 1)).isNotEmpty();
        }
    }

    @Test
    void it_creates_no_more_chunks_after_a_disconnect() throws Exception {
        try (TestServer server =
                new TestServer(Stream.generate(() -> new TimedChunk("x".repeat(CHUNK_SIZE), Duration.ofMillis(1))))) {
            try (Socket client = server.connect()) {
                assertThat(read(client, CHUNK_SIZE)).isNotEmpty();
            }
            assertThat(server.end.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void a_disconnect_cancels_the_timer() throws Exception {
        Stream<TimedChunk> chunks = Stream.of(TimedChunk.now("now"), new TimedChunk("tomorrow", Duration.ofDays(1)));
        try (TestServer server = new TestServer(chunks)) {
            try (Socket client = server.connect()) {
                assertThat(read(client, 1)).isNotEmpty();
            }
            assertThat(server.end.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void it_stops_creating_chunks_while_the_client_does_not_read() throws Exception {
        try (TestServer server = new TestServer(Stream.generate(() -> TimedChunk.now("x".repeat(CHUNK_SIZE)))
                        .limit(MANY_CHUNKS));
                Socket client = server.connect()) {
            assertThat(read(client, 1)).isNotEmpty();
            try (Socket other = server.connect("/other")) {
                // both connections use one event loop, so this response shows that the first one does not block it
                assertThat(read(other, 1)).isNotEmpty();
            }
            assertThat(server.created.get()).isLessThan(MANY_CHUNKS / 8);
        }
    }

    @Test
    void it_continues_when_a_slow_client_reads_again() throws Exception {
        int count = 1 << 14;
        try (TestServer server = new TestServer(Stream.generate(() -> TimedChunk.now("x".repeat(CHUNK_SIZE)))
                        .limit(count));
                Socket client = server.connect()) {
            assertThat(read(client, count * CHUNK_SIZE)).hasSize(count * CHUNK_SIZE);
            assertThat(server.end.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.created.get()).isEqualTo(count);
        }
    }

    @Test
    void the_delay_is_rounded_up_to_milliseconds() {
        assertThat(new TimedChunk("", Duration.ofNanos(1)).delayMillis()).isEqualTo(1);
        assertThat(new TimedChunk("", Duration.ofMillis(20)).delayMillis()).isEqualTo(20);
        assertThat(TimedChunk.now("").delayMillis()).isZero();
    }

    private static byte[] read(Socket socket, int bytes) throws IOException {
        InputStream in = socket.getInputStream();
        return in.readNBytes(bytes);
    }

    /** A server that sends the given chunks and counts the created ones. */
    private static final class TestServer implements AutoCloseable {
        final CompletableFuture<Boolean> end = new CompletableFuture<>();
        final AtomicLong created = new AtomicLong();
        private final HttpServer server;

        TestServer(Stream<TimedChunk> chunks) {
            Iterator<TimedChunk> counted =
                    chunks.peek(chunk -> created.incrementAndGet()).iterator();
            server = vertx.createHttpServer().requestHandler(request -> {
                if (request.path().equals("/other")) {
                    request.response().end("ok");
                } else {
                    PacedResponseWriter.write(vertx, request.response(), SimulatedResponse.events(counted))
                            .onSuccess(end::complete);
                }
            });
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        Socket connect() throws IOException {
            return connect("/");
        }

        Socket connect(String path) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nhost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket;
        }

        @Override
        public void close() {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
