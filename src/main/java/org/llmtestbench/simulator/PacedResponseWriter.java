package org.llmtestbench.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a reply piece by piece, each at its time, no faster than the client reads and no longer than it listens. Lives on
 * the connection's event loop and holds no thread while it waits.
 */
final class PacedResponseWriter {
    private static final long NO_TIMER = -1;
    private static final int MOST_WRITES_WHILE_FULL = 16;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final SimulatedResponse reply;
    private final Promise<Boolean> end = Promise.promise();
    private long timer = NO_TIMER;
    private int writesWhileFull;

    private PacedResponseWriter(Vertx vertx, HttpServerResponse response, SimulatedResponse reply) {
        this.vertx = vertx;
        this.response = response;
        this.reply = reply;
    }

    /** Whether all of it was sent, false when the client hung up before; fails when a piece can't be made. */
    static Future<Boolean> of(Vertx vertx, HttpServerResponse response, SimulatedResponse reply) {
        PacedResponseWriter delivery = new PacedResponseWriter(vertx, response, reply);
        delivery.start();
        return delivery.end.future();
    }

    private void start() {
        response.setStatusCode(reply.status()).setChunked(reply.isChunked());
        reply.headers().forEach(response::putHeader);
        response.closeHandler(gone -> stop());
        goOn();
    }

    private void stop() {
        vertx.cancelTimer(timer);
        end.tryComplete(false);
    }

    private void goOn() {
        try {
            boolean ready = true;
            while (ready) {
                ready = next();
            }
        } catch (RuntimeException unmade) {
            end.tryFail(unmade);
        }
    }

    /** Whether the next piece can follow at once. */
    private boolean next() {
        if (end.future().isComplete()) {
            return false;
        }
        if (!reply.pieces().hasNext()) {
            response.end();
            end.tryComplete(true);
            return false;
        }
        TimedChunk chunk = reply.pieces().next();
        if (chunk.pauseMillis() == 0) {
            return send(chunk);
        }
        timer = vertx.setTimer(chunk.pauseMillis(), due -> {
            if (send(chunk)) {
                goOn();
            }
        });
        return false;
    }

    /**
     * When the client reads too slowly, waits for the last of some more writes and not for the drain handler: over HTTP/2,
     * Vert.x loses changes of a stream's writability when several streams of a connection become writable together.
     */
    private boolean send(TimedChunk chunk) {
        Future<Void> written = response.write(chunk.text());
        if (!response.writeQueueFull()) {
            writesWhileFull = 0;
            return true;
        }
        if (++writesWhileFull < MOST_WRITES_WHILE_FULL || written.isComplete()) {
            return true;
        }
        writesWhileFull = 0;
        written.onSuccess(nothing -> goOn());
        return false;
    }
}
