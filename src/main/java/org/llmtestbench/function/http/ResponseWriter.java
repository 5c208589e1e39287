package org.llmtestbench.function.http;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.llmtestbench.function.Response;

/**
 * Sends one answer, piece by piece where it is made so: the next is asked for when the last has room on the connection.
 * Everything happens on the connection's event loop, whoever hands the pieces over.
 */
final class ResponseWriter implements Subscriber<byte[]> {
    private final HttpServerResponse response;
    private final boolean headOnly;
    private final Context context;
    private final Thread loop = Thread.currentThread();
    private final Promise<Void> over;
    private Subscription pieces;

    /**
     * Made on the event loop of the connection.
     *
     * @param headOnly whether the body is not to be sent
     * @param over is completed when nothing more leaves, and failed when the answer could not be brought to its end
     */
    ResponseWriter(HttpServerResponse response, boolean headOnly, Context context, Promise<Void> over) {
        this.response = response;
        this.headOnly = headOnly;
        this.context = context;
        this.over = over;
    }

    /** Sends it from any thread. */
    void send(Response answer) {
        onLoop(() -> {
            if (response.closed()) {
                leave(answer);
                return;
            }
            response.setStatusCode(answer.status());
            answer.headers().forEach(response::putHeader);
            if (answer instanceof Response.Whole whole) {
                whole(whole.body());
            } else {
                response.setChunked(true);
                response.closeHandler(gone -> hangUp());
                ((Response.Streamed) answer).chunks().subscribe().withSubscriber(this);
            }
        });
    }

    private void whole(byte[] body) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length));
        (headOnly ? response.end() : response.end(Buffer.buffer(body))).onComplete(sent -> over.tryComplete());
    }

    /** Whoever makes the pieces has to hear that nobody wants them. */
    private void leave(Response answer) {
        if (answer instanceof Response.Streamed stream) {
            stream.chunks().subscribe().with(piece -> {}).cancel();
        }
        over.tryComplete();
    }

    private void hangUp() {
        if (pieces != null) {
            pieces.cancel();
        }
        over.tryComplete();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        onLoop(() -> {
            pieces = subscription;
            if (response.closed()) {
                hangUp();
            } else {
                subscription.request(1);
            }
        });
    }

    @Override
    public void onNext(byte[] piece) {
        onLoop(() -> {
            if (response.closed()) {
                return;
            }
            response.write(Buffer.buffer(piece));
            if (!response.writeQueueFull()) {
                pieces.request(1);
                return;
            }
            response.drainHandler(drained -> {
                response.drainHandler(null);
                pieces.request(1);
            });
        });
    }

    @Override
    public void onError(Throwable broken) {
        onLoop(() -> over.tryFail(broken));
    }

    @Override
    public void onComplete() {
        onLoop(() -> {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
            over.tryComplete();
        });
    }

    private void onLoop(Runnable step) {
        if (Thread.currentThread() == loop) {
            step.run();
        } else {
            context.runOnContext(nothing -> step.run());
        }
    }
}
