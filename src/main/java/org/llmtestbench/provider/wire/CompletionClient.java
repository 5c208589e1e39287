package org.llmtestbench.provider.wire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
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
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks for completions and reads the answers, whole or as events, off the socket and without a thread of its own. Stands
 * on the HTTP client below the REST client, which hides the connection and takes bodies of any size.
 */
public final class CompletionClient {
    private final Endpoint endpoint;
    private final HttpClient http;
    private final Set<HttpConnection> seen =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Makes a pool of connections for one endpoint; opens none yet. */
    public CompletionClient(Endpoint endpoint, Vertx vertx) {
        this.endpoint = endpoint;
        this.http = vertx.createHttpClient(endpoint.httpOptions());
    }

    /** Posts {@code json} and hands the body of the answer to {@code reader}, once it is there as a whole. */
    public Uni<Void> post(String path, byte[] json, Exchange exchange, Consumer<byte[]> reader) {
        return post(
                options(path, "application/json"),
                json,
                exchange,
                emitter -> new AnswerReading(exchange, null, reader, emitter));
    }

    /** Posts {@code json} and hands what comes to {@code reader}; ends when the reader has all. */
    public Uni<Void> post(String path, byte[] json, Exchange exchange, EventReader reader) {
        return post(
                options(path, "text/event-stream"),
                json,
                exchange,
                emitter -> new AnswerReading(exchange, reader, reader::whole, emitter));
    }

    private Uni<Void> post(
            RequestOptions options,
            byte[] json,
            Exchange exchange,
            Function<UniEmitter<? super Void>, AnswerReading> begin) {
        return Uni.createFrom().emitter(emitter -> {
            AnswerReading reading = begin.apply(emitter);
            http.request(options)
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

    private static void send(HttpClientRequest request, byte[] json, AnswerReading reading) {
        if (reading.isOver()) {
            request.reset();
            return;
        }
        request.send(Buffer.buffer(json))
                .onSuccess(response -> reading.begin(response, request::reset))
                .onFailure(reading::broken);
    }

    private RequestOptions options(String path, String accepted) {
        URI uri = endpoint.uri(path);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri.toString())
                .putHeader("content-type", "application/json")
                .putHeader("accept", accepted);
        endpoint.headers().forEach(options::putHeader);
        return options;
    }
}
