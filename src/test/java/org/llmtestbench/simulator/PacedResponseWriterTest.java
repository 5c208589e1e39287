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
    private static final int PIECE = 1 << 10;
    private static final long PLENTY = 1 << 18;

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
    void it_ends_when_all_is_sent() throws Exception {
        try (Stage stage = new Stage(Stream.of(TimedChunk.now("a"), TimedChunk.now("b")));
                Socket client = stage.listener()) {
            assertThat(stage.end.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(read(client, 1)).isNotEmpty();
        }
    }

    @Test
    void it_stops_making_pieces_when_the_client_hangs_up() throws Exception {
        try (Stage stage = new Stage(Stream.generate(() -> new TimedChunk("x".repeat(PIECE), Duration.ofMillis(1))))) {
            try (Socket client = stage.listener()) {
                assertThat(read(client, PIECE)).isNotEmpty();
            }
            assertThat(stage.end.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void it_waits_no_longer_for_a_client_that_is_gone() throws Exception {
        Stream<TimedChunk> slow = Stream.of(TimedChunk.now("now"), new TimedChunk("tomorrow", Duration.ofDays(1)));
        try (Stage stage = new Stage(slow)) {
            try (Socket client = stage.listener()) {
                assertThat(read(client, 1)).isNotEmpty();
            }
            assertThat(stage.end.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void it_makes_no_more_than_a_client_takes_that_does_not_read() throws Exception {
        try (Stage stage = new Stage(
                        Stream.generate(() -> TimedChunk.now("x".repeat(PIECE))).limit(PLENTY));
                Socket silent = stage.listener()) {
            assertThat(read(silent, 1)).isNotEmpty();
            try (Socket other = stage.connect("/other")) {
                // One event loop serves both, so an answer to the second shows that the first let go of it.
                assertThat(read(other, 1)).isNotEmpty();
            }
            assertThat(stage.made.get()).isLessThan(PLENTY / 8);
        }
    }

    @Test
    void it_goes_on_when_a_slow_client_reads_again() throws Exception {
        int pieces = 1 << 14;
        try (Stage stage = new Stage(
                        Stream.generate(() -> TimedChunk.now("x".repeat(PIECE))).limit(pieces));
                Socket client = stage.listener()) {
            assertThat(read(client, pieces * PIECE)).hasSize(pieces * PIECE);
            assertThat(stage.end.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(stage.made.get()).isEqualTo(pieces);
        }
    }

    @Test
    void the_timer_never_rings_early() {
        assertThat(new TimedChunk("", Duration.ofNanos(1)).pauseMillis()).isEqualTo(1);
        assertThat(new TimedChunk("", Duration.ofMillis(20)).pauseMillis()).isEqualTo(20);
        assertThat(TimedChunk.now("").pauseMillis()).isZero();
    }

    private static byte[] read(Socket socket, int bytes) throws IOException {
        InputStream in = socket.getInputStream();
        return in.readNBytes(bytes);
    }

    /** A server that delivers the given pieces and counts those that were made. */
    private static final class Stage implements AutoCloseable {
        final CompletableFuture<Boolean> end = new CompletableFuture<>();
        final AtomicLong made = new AtomicLong();
        private final HttpServer server;

        Stage(Stream<TimedChunk> pieces) {
            Iterator<TimedChunk> counted =
                    pieces.peek(piece -> made.incrementAndGet()).iterator();
            server = vertx.createHttpServer().requestHandler(request -> {
                if (request.path().equals("/other")) {
                    request.response().end("ok");
                } else {
                    PacedResponseWriter.of(vertx, request.response(), SimulatedResponse.events(counted))
                            .onSuccess(end::complete);
                }
            });
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        Socket listener() throws IOException {
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
