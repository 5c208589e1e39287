package org.llmtestbench.function.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.ShutdownCoordinator;
import org.llmtestbench.function.routes.Router;

/** Handles all connections and requests of the server, and closes idle connections. */
final class ConnectionHandler {
    private static final long IDLE_TIMEOUT_MILLIS = 75_000;

    private final Vertx vertx;
    private final Router router;
    private final int maxBody;
    private final ShutdownCoordinator shutdown;
    private final InFlightRequests inFlight;
    private final Map<HttpConnection, IdleTimeout> idleTimeouts = new ConcurrentHashMap<>();

    ConnectionHandler(
            Vertx vertx, Router router, int maxBody, ShutdownCoordinator shutdown, InFlightRequests inFlight) {
        this.vertx = vertx;
        this.router = router;
        this.maxBody = maxBody;
        this.shutdown = shutdown;
        this.inFlight = inFlight;
    }

    void connected(HttpConnection connection) {
        IdleTimeout idleTimeout = new IdleTimeout(vertx, connection, IDLE_TIMEOUT_MILLIS);
        idleTimeouts.put(connection, idleTimeout);
        idleTimeout.watch();
        connection.closeHandler(closed -> {
            idleTimeouts.remove(connection);
            idleTimeout.stop();
        });
    }

    void handle(HttpServerRequest request) {
        inFlight.begin();
        if (shutdown.isShuttingDown()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        IdleTimeout idleTimeout = idleTimeouts.get(request.connection());
        idleTimeout.begin();
        new RequestHandler(vertx, request, router, maxBody).begin(() -> {
            idleTimeout.end();
            inFlight.end();
        });
    }

    /** Answers a request that is not valid HTTP or exceeds the limits for the request line or the headers. */
    void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        boolean line = cause instanceof TooLongHttpLineException;
        boolean headers = cause instanceof TooLongHttpHeaderException;
        Response.Whole refusal = router.reject(
                RequestMapper.id(null),
                String.valueOf(request.method()),
                request.path(),
                line ? 414 : headers ? 431 : 400,
                line ? "URI too long" : headers ? "Headers too large" : "Bad request",
                line
                        ? "The request line is too long."
                        : headers ? "The headers of the request are too large." : "This is not a valid HTTP request.");
        HttpServerResponse response = request.response().setStatusCode(refusal.status());
        refusal.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(refusal.body()))
                .onComplete(sent -> request.connection().close());
    }
}
