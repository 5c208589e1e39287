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
 * Sends one response. Chunks of a stream are requested one by one, when the write queue of the connection has space.
 * All work runs on the event loop of the connection, on whatever thread the chunks arrive.
 */
final class ResponseWriter implements Subscriber<byte[]> {
    private final HttpServerResponse response;
    private final boolean headOnly;
    private final Context context;
    private final Thread eventLoop = Thread.currentThread();
    private final Promise<Void> completed;
    private Subscription chunks;

    /**
     * Must be called on the event loop of the connection.
     *
     * @param headOnly whether to omit the body, for HEAD
     * @param completed completes when no more is sent, and fails if the response could not be completed
     */
    ResponseWriter(HttpServerResponse response, boolean headOnly, Context context, Promise<Void> completed) {
        this.response = response;
        this.headOnly = headOnly;
        this.context = context;
        this.completed = completed;
    }

    /** Sends the response; may be called on any thread. */
    void send(Response answer) {
        onLoop(() -> {
            if (response.closed()) {
                discard(answer);
                return;
            }
            response.setStatusCode(answer.status());
            answer.headers().forEach(response::putHeader);
            if (answer instanceof Response.Whole whole) {
                whole(whole.body());
            } else {
                response.setChunked(true);
                response.closeHandler(gone -> disconnected());
                ((Response.Streamed) answer).chunks().subscribe().withSubscriber(this);
            }
        });
    }

    private void whole(byte[] body) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length));
        (headOnly ? response.end() : response.end(Buffer.buffer(body))).onComplete(sent -> completed.tryComplete());
    }

    /** Subscribes and cancels, so that the source of the chunks releases its resources. */
    private void discard(Response answer) {
        if (answer instanceof Response.Streamed stream) {
            stream.chunks().subscribe().with(chunk -> {}).cancel();
        }
        completed.tryComplete();
    }

    private void disconnected() {
        if (chunks != null) {
            chunks.cancel();
        }
        completed.tryComplete();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        onLoop(() -> {
            chunks = subscription;
            if (response.closed()) {
                disconnected();
            } else {
                subscription.request(1);
            }
        });
    }

    @Override
    public void onNext(byte[] chunk) {
        onLoop(() -> {
            if (response.closed()) {
                return;
            }
            response.write(Buffer.buffer(chunk));
            if (!response.writeQueueFull()) {
                chunks.request(1);
                return;
            }
            response.drainHandler(drained -> {
                response.drainHandler(null);
                chunks.request(1);
            });
        });
    }

    @Override
    public void onError(Throwable broken) {
        onLoop(() -> completed.tryFail(broken));
    }

    @Override
    public void onComplete() {
        onLoop(() -> {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
            completed.tryComplete();
        });
    }

    private void onLoop(Runnable step) {
        if (Thread.currentThread() == eventLoop) {
            step.run();
        } else {
            context.runOnContext(nothing -> step.run());
        }
    }
}
