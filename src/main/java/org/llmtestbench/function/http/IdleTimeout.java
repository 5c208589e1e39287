package org.llmtestbench.function.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;

/** Closes one connection on which no whole request came for too long. Lives on its event loop. */
final class IdleTimeout {
    private final Vertx vertx;
    private final HttpConnection connection;
    private final long allowedMillis;
    private int busy;
    private int requests;
    private long timer;

    IdleTimeout(Vertx vertx, HttpConnection connection, long allowedMillis) {
        this.vertx = vertx;
        this.connection = connection;
        this.allowedMillis = allowedMillis;
    }

    void watch() {
        int before = requests;
        timer = vertx.setTimer(allowedMillis, due -> {
            if (busy == 0 && requests == before) {
                connection.close();
            } else {
                watch();
            }
        });
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    void begin() {
        busy++;
        requests++;
    }

    void end() {
        busy--;
        requests++;
    }
}
