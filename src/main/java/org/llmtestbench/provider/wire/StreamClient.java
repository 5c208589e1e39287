package org.llmtestbench.provider.wire;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Sends a request and reads its answer as events, off the socket and without a thread of its own. Stands on the HTTP
 * client below the REST client, whose own event decoding costs several times more and hides the connection.
 */
public final class StreamClient {
    private final Endpoint endpoint;
    private final HttpClient http;
    private final Set<HttpConnection> seen =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Makes a pool of connections for one endpoint; opens none yet. */
    public StreamClient(Endpoint endpoint, Vertx vertx) {
        this.endpoint = endpoint;
        this.http = vertx.createHttpClient(endpoint.httpOptions());
    }

    /** Posts {@code json} and hands what comes to {@code reader}; ends when the reader has all. */
    public Uni<Void> post(String path, byte[] json, Exchange exchange, EventReader reader) {
        return Uni.createFrom().emitter(emitter -> {
            StreamReading reading = new StreamReading(exchange, reader, emitter);
            http.request(options(path))
                    .onSuccess(request -> {
                        exchange.connected(seen.add(request.connection()));
                        // first of all, for without one a request that is reset leaves a line in the log
                        request.exceptionHandler(reading::broken);
                        emitter.onTermination(() -> reading.abandon(request));
                        send(request, json, reading);
                    })
                    .onFailure(emitter::fail);
        });
    }

    private static void send(HttpClientRequest request, byte[] json, StreamReading reading) {
        if (reading.isOver()) {
            request.reset();
            return;
        }
        request.send(Buffer.buffer(json)).onSuccess(reading::begin).onFailure(reading::broken);
    }

    private RequestOptions options(String path) {
        URI uri = endpoint.uri(path);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri.toString())
                .putHeader("content-type", "application/json")
                .putHeader("accept", "text/event-stream");
        endpoint.headers().forEach(options::putHeader);
        return options;
    }
}
