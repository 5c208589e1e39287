package org.llmtestbench.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a response chunk by chunk, each at its time and no faster than the client reads. Stops when the client
 * disconnects. Runs on the event loop of the connection and blocks no thread while it waits.
 */
final class PacedResponseWriter {
    private static final long NO_TIMER = -1;
    private static final int MAX_WRITES_WHILE_FULL = 16;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final SimulatedResponse simulated;
    private final Promise<Boolean> result = Promise.promise();
    private long timer = NO_TIMER;
    private int writesWhileFull;

    private PacedResponseWriter(Vertx vertx, HttpServerResponse response, SimulatedResponse simulated) {
        this.vertx = vertx;
        this.response = response;
        this.simulated = simulated;
    }

    /**
     * Sends a response. The result is true after the last chunk and false if the client disconnects. The future fails
     * if creating a chunk fails.
     */
    static Future<Boolean> write(Vertx vertx, HttpServerResponse response, SimulatedResponse simulated) {
        PacedResponseWriter writer = new PacedResponseWriter(vertx, response, simulated);
        writer.start();
        return writer.result.future();
    }

    private void start() {
        response.setStatusCode(simulated.status()).setChunked(simulated.isChunked());
        simulated.headers().forEach(response::putHeader);
        response.closeHandler(closed -> stop());
        sendReady();
    }

    private void stop() {
        vertx.cancelTimer(timer);
        result.tryComplete(false);
    }

    private void sendReady() {
        try {
            boolean ready = true;
            while (ready) {
                ready = sendNext();
            }
        } catch (RuntimeException e) {
            result.tryFail(e);
        }
    }

    /** Returns whether the next chunk can be sent immediately. */
    private boolean sendNext() {
        if (result.future().isComplete()) {
            return false;
        }
        if (!simulated.chunks().hasNext()) {
            response.end();
            result.tryComplete(true);
            return false;
        }
        TimedChunk chunk = simulated.chunks().next();
        if (chunk.delayMillis() == 0) {
            return send(chunk);
        }
        timer = vertx.setTimer(chunk.delayMillis(), id -> {
            if (send(chunk)) {
                sendReady();
            }
        });
        return false;
    }

    /**
     * Sends a chunk and returns whether the next one can follow immediately. If the client reads too slowly, this waits
     * for the last of a few more writes and not for the drain handler: over HTTP/2, Vert.x loses writability changes of
     * a stream when several streams of a connection become writable at the same time.
     */
    private boolean send(TimedChunk chunk) {
        Future<Void> written = response.write(chunk.text());
        if (!response.writeQueueFull()) {
            writesWhileFull = 0;
            return true;
        }
        if (++writesWhileFull < MAX_WRITES_WHILE_FULL || written.isComplete()) {
            return true;
        }
        writesWhileFull = 0;
        written.onSuccess(ignored -> sendReady());
        return false;
    }
}
