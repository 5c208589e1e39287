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
    private final Router routes;
    private final int maxBody;
    private final ShutdownCoordinator lifespan;
    private final InFlightRequests underWay;
    private final Map<HttpConnection, IdleTimeout> open = new ConcurrentHashMap<>();

    ConnectionHandler(
            Vertx vertx, Router routes, int maxBody, ShutdownCoordinator lifespan, InFlightRequests underWay) {
        this.vertx = vertx;
        this.routes = routes;
        this.maxBody = maxBody;
        this.lifespan = lifespan;
        this.underWay = underWay;
    }

    void connected(HttpConnection connection) {
        IdleTimeout idleness = new IdleTimeout(vertx, connection, IDLE_MILLIS);
        open.put(connection, idleness);
        idleness.watch();
        connection.closeHandler(gone -> {
            open.remove(connection);
            idleness.stop();
        });
    }

    void take(HttpServerRequest raw) {
        underWay.begin();
        if (lifespan.isEnding()) {
            raw.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        IdleTimeout idleness = open.get(raw.connection());
        idleness.begin();
        new RequestHandler(vertx, raw, routes, maxBody).begin(() -> {
            idleness.end();
            underWay.end();
        });
    }

    /** What is no HTTP, or too much of it. */
    void refuse(HttpServerRequest raw) {
        Throwable cause = raw.decoderResult().cause();
        boolean line = cause instanceof TooLongHttpLineException;
        boolean headers = cause instanceof TooLongHttpHeaderException;
        Response.Whole refusal = routes.unread(
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
