package org.llmtestbench.resilience;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An HTTP/2 server on loopback that does to each request what its script says; the last turn is repeated. */
final class Http2Server implements AutoCloseable {
    /** What becomes of one request, which was read to its end. */
    interface Turn {
        void play(HttpServerRequest request);

        /** Answers with this body. */
        static Turn answer(Manner manner) {
            return request -> head(request, manner).end(body(manner));
        }

        /** Sends this body and leaves the stream open. */
        static Turn open(Manner manner, String body) {
            return request -> head(request, manner).setChunked(true).write(body);
        }

        private static HttpServerResponse head(HttpServerRequest request, Manner manner) {
            return request.response()
                    .putHeader("content-type", manner.streamed() ? "text/event-stream" : "application/json");
        }

        private static String body(Manner manner) {
            Wording wording = manner.wording();
            return manner.streamed() ? wording.stream("Hello", " there") : wording.whole("Hello there");
        }
    }

    private final HttpServer server;
    private final List<Turn> script;
    private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Consumer<HttpConnection> onConnection = connection -> {};

    Http2Server(Vertx vertx, PfxOptions key, Http2Settings settings, Turn... script) {
        this.script = List.of(script);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(key)
                        .setInitialSettings(settings))
                .connectionHandler(connection -> {
                    connections.add(connection);
                    onConnection.accept(connection);
                })
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void take(HttpServerRequest request, Buffer body) {
        int number = calls.incrementAndGet();
        script.get(Math.min(number, script.size()) - 1).play(request);
    }

    String baseUrl() {
        return "https://127.0.0.1:" + server.actualPort() + "/v1";
    }

    /** Does this to each connection when it is made. */
    void onConnection(Consumer<HttpConnection> action) {
        onConnection = action;
    }

    /** How many requests were read to their end. */
    int calls() {
        return calls.get();
    }

    /** The connections that were made, in order. */
    List<HttpConnection> connections() {
        return List.copyOf(connections);
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
