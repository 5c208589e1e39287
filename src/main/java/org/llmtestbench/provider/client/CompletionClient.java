package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks for completions and reads the answers, whole or as events, off the socket and without a thread of its own. Stands
 * on the HTTP client below the REST client, which hides the connection and takes bodies of any size.
 */
final class CompletionClient {
    private final Endpoint endpoint;
    private final HttpConnections connections;

    /** Makes a pool of connections for one endpoint; opens none yet. */
    CompletionClient(Endpoint endpoint, Vertx vertx) {
        this.endpoint = endpoint;
        this.connections = new HttpConnections(endpoint, vertx);
    }

    /** Posts the request and hands the body of the answer to {@code reader}, once it is there as a whole. */
    Uni<Void> whole(RequestPayload payload, CallAttempt attempt, Consumer<byte[]> reader) {
        return post(payload, false, attempt, emitter -> new ResponseReader(attempt, null, reader, emitter));
    }

    /**
     * Posts the request and hands what comes to {@code events}; ends when they have all.
     *
     * @param whole takes the answer of a server that does not stream
     */
    Uni<Void> events(RequestPayload payload, CallAttempt attempt, SseEventHandler events, Consumer<byte[]> whole) {
        return post(payload, true, attempt, emitter -> new ResponseReader(attempt, events, whole, emitter));
    }

    /** What the protocol itself puts before every body. */
    static Map<String, String> headers(boolean streamed) {
        return Map.of(
                "content-type", "application/json", "accept", streamed ? "text/event-stream" : "application/json");
    }

    private Uni<Void> post(
            RequestPayload payload,
            boolean streamed,
            CallAttempt attempt,
            Function<UniEmitter<? super Void>, ResponseReader> begin) {
        return Uni.createFrom().emitter(emitter -> {
            ResponseReader reading = begin.apply(emitter);
            connections
                    .request(options(payload.path(), streamed), attempt)
                    .onSuccess(active -> {
                        // first of all, for without one a request that is reset leaves a line in the log
                        active.request().exceptionHandler(cause -> failed(active, cause, attempt, reading));
                        emitter.onTermination(() -> reading.abandon(active));
                        send(active, payload.body(), attempt, reading);
                    })
                    .onFailure(emitter::fail);
        });
    }

    private static void send(ActiveRequest active, byte[] json, CallAttempt attempt, ResponseReader reading) {
        if (reading.isOver()) {
            active.discard();
            return;
        }
        attempt.sent();
        active.sent();
        active.request()
                .send(Buffer.buffer(json))
                .onSuccess(response -> reading.begin(response, active))
                .onFailure(cause -> failed(active, cause, attempt, reading));
    }

    private static void failed(ActiveRequest active, Throwable cause, CallAttempt attempt, ResponseReader reading) {
        if (active.wasNotProcessed(cause)) {
            attempt.notProcessed();
        }
        reading.broken(cause);
    }

    private RequestOptions options(String path, boolean streamed) {
        URI uri = endpoint.uri(path);
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(uri.toString());
        headers(streamed).forEach(options::putHeader);
        endpoint.headers().forEach(options::putHeader);
        return options;
    }
}
