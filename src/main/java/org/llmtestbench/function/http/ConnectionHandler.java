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

/** Takes every request that comes in, and closes connections that bring none. */
final class ConnectionHandler {
    private static final long IDLE_MILLIS = 75_000;

    private final Vertx vertx;
    private final Router router;
    private final int maxBody;
    private final ShutdownCoordinator shutdown;
    private final InFlightRequests inFlight;
    private final Map<HttpConnection, IdleTimeout> open = new ConcurrentHashMap<>();

    ConnectionHandler(
            Vertx vertx, Router router, int maxBody, ShutdownCoordinator shutdown, InFlightRequests inFlight) {
        this.vertx = vertx;
        this.router = router;
        this.maxBody = maxBody;
        this.shutdown = shutdown;
        this.inFlight = inFlight;
    }

    void connected(HttpConnection connection) {
        IdleTimeout idleTimeout = new IdleTimeout(vertx, connection, IDLE_MILLIS);
        open.put(connection, idleTimeout);
        idleTimeout.watch();
        connection.closeHandler(gone -> {
            open.remove(connection);
            idleTimeout.stop();
        });
    }

    void take(HttpServerRequest raw) {
        inFlight.begin();
        if (shutdown.isEnding()) {
            raw.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        IdleTimeout idleTimeout = open.get(raw.connection());
        idleTimeout.begin();
        new RequestHandler(vertx, raw, router, maxBody).begin(() -> {
            idleTimeout.end();
            inFlight.end();
        });
    }

    /** What is no HTTP, or too much of it. */
    void refuse(HttpServerRequest raw) {
        Throwable cause = raw.decoderResult().cause();
        boolean line = cause instanceof TooLongHttpLineException;
        boolean headers = cause instanceof TooLongHttpHeaderException;
        Response.Whole refusal = router.unread(
                RequestMapper.id(null),
                String.valueOf(raw.method()),
                raw.path(),
                line ? 414 : headers ? 431 : 400,
                line ? "Address too long" : headers ? "Headers too large" : "Bad request",
                line
                        ? "The first line of the request is too long."
                        : headers ? "The headers of the request are too large." : "This is no HTTP request.");
        HttpServerResponse response = raw.response().setStatusCode(refusal.status());
        refusal.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(refusal.body()))
                .onComplete(said -> raw.connection().close());
    }
}
