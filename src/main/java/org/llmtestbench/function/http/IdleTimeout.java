package org.llmtestbench.function.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;

/** Closes a connection if no complete request arrives on it for too long. Must be used on its event loop only. */
final class IdleTimeout {
    private final Vertx vertx;
    private final HttpConnection connection;
    private final long timeoutMillis;
    private int inProgress;
    private int changes;
    private long timer;

    IdleTimeout(Vertx vertx, HttpConnection connection, long timeoutMillis) {
        this.vertx = vertx;
        this.connection = connection;
        this.timeoutMillis = timeoutMillis;
    }

    void watch() {
        int changesBefore = changes;
        timer = vertx.setTimer(timeoutMillis, id -> {
            if (inProgress == 0 && changes == changesBefore) {
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
        inProgress++;
        changes++;
    }

    void end() {
        inProgress--;
        changes++;
    }
}
