package org.llmtestbench.provider.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.llmtestbench.provider.client.ActiveRequest.Use;

/** The connections of one endpoint: a pool, and single ones for requests that must not use a connection of the pool. */
final class HttpConnections {
    private final Endpoint endpoint;
    private final Vertx vertx;
    private final HttpClient pooled;
    private final AtomicInteger made = new AtomicInteger();
    private HttpClient single;

    HttpConnections(Endpoint endpoint, Vertx vertx) {
        this.endpoint = endpoint;
        this.vertx = vertx;
        this.pooled = client(endpoint.httpOptions());
    }

    /** A request that is ready to be sent, on a connection as the exchange needs it. */
    Future<ActiveRequest> request(RequestOptions options, CallAttempt attempt) {
        return attempt.needsNewConnection() ? onNewConnection(options, attempt) : onAnyConnection(options, attempt);
    }

    private Future<ActiveRequest> onAnyConnection(RequestOptions options, CallAttempt attempt) {
        int before = made.get();
        return pooled.request(options)
                .map(request -> active(request, attempt, Use.LATER))
                .onFailure(cause -> {
                    // a connection of the pool was closed between its choice and its use: nothing was sent
                    if (cause instanceof HttpClosedException && made.get() == before) {
                        attempt.notProcessed();
                    }
                });
    }

    private Future<ActiveRequest> onNewConnection(RequestOptions options, CallAttempt attempt) {
        return single().request(options).map(request -> active(request, attempt, Use.ONLY));
    }

    private static ActiveRequest active(HttpClientRequest request, CallAttempt attempt, Use use) {
        ConnectionState connection = ConnectionState.of(request.connection());
        boolean first = connection.firstUse();
        attempt.connected(connection, first);
        return new ActiveRequest(request, connection, use == Use.LATER && first ? Use.FIRST : use);
    }

    private synchronized HttpClient single() {
        if (single == null) {
            single = client(endpoint.httpOptions().setHttp2MultiplexingLimit(1));
        }
        return single;
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(options.getPoolOptions())
                .withConnectHandler(this::connected)
                .build();
    }

    private void connected(HttpConnection connection) {
        made.incrementAndGet();
        ConnectionState.observe(connection);
    }
}
