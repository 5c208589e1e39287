package org.llmtestbench.function.http;

import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.routes.Router;

/** One request: its body as it comes, its answer, and its end however that comes. Lives on one event loop. */
final class RequestHandler {
    private static final long BODY_MILLIS = 30_000;
    private static final long LAST_WORDS_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpServerRequest raw;
    private final HttpServerResponse response;
    private final Router router;
    private final int maxBody;
    private final String id;
    private final Promise<Void> over = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private Cancellable answering;
    private boolean decided;

    RequestHandler(Vertx vertx, HttpServerRequest raw, Router router, int maxBody) {
        this.vertx = vertx;
        this.raw = raw;
        this.response = raw.response();
        this.router = router;
        this.maxBody = maxBody;
        this.id = RequestMapper.id(raw.getHeader("x-request-id"));
    }

    /** Begins it; {@code whenOver} is run once nothing more leaves. */
    void begin(Runnable whenOver) {
        over.future().onComplete(done -> whenOver.run());
        over.future().onFailure(broken -> raw.connection().close());
        response.exceptionHandler(gone -> leave()).closeHandler(gone -> leave());
        raw.exceptionHandler(broken -> refuse(400, "Bad request", "The body is not what the headers say."));
        if (announced() > maxBody) {
            refuse(413, "Too large", tooLarge());
            return;
        }
        if ("100-continue".equalsIgnoreCase(raw.getHeader(HttpHeaders.EXPECT))) {
            response.writeContinue();
        }
        long timer =
                vertx.setTimer(BODY_MILLIS, late -> refuse(408, "Too slow", "The body did not come in 30 seconds."));
        over.future().onComplete(done -> vertx.cancelTimer(timer));
        raw.handler(this::take).endHandler(all -> {
            vertx.cancelTimer(timer);
            answer();
        });
    }

    private long announced() {
        String length = raw.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private String tooLarge() {
        return "The body is larger than " + maxBody + " bytes (max_body).";
    }

    private void take(Buffer piece) {
        if (!decided && body.length() + piece.length() > maxBody) {
            refuse(413, "Too large", tooLarge());
        } else if (!decided) {
            body.appendBuffer(piece);
        }
    }

    private void answer() {
        if (decided) {
            return;
        }
        decided = true;
        Request request;
        try {
            request = RequestMapper.of(raw, id, body.getBytes());
        } catch (IllegalArgumentException unreadable) {
            Response refusal = unread(400, "Bad request", "The address can't be read: a % in it begins no character.");
            delivery().send(refusal);
            return;
        }
        over.future().onComplete(done -> request.lifetime().end());
        answering = router.answer(request).subscribe().with(delivery()::send, over::tryFail);
    }

    private ResponseWriter delivery() {
        return new ResponseWriter(response, raw.method() == HttpMethod.HEAD, vertx.getOrCreateContext(), over);
    }

    private Response.Whole unread(int status, String title, String detail) {
        return router.unread(id, raw.method().name(), raw.path(), status, title, detail);
    }

    /** The caller hung up, or its connection broke. */
    private void leave() {
        decided = true;
        if (answering != null) {
            answering.cancel();
        }
        over.tryComplete();
    }

    /**
     * Says why before the request was read to its end. What still comes is thrown away for a moment: a connection that is
     * closed while its caller writes is reset, and the answer with it.
     */
    private void refuse(int status, String title, String detail) {
        if (decided || response.closed()) {
            leave();
            return;
        }
        decided = true;
        Response.Whole refusal = unread(status, title, detail);
        Buffer said = Buffer.buffer(refusal.body());
        response.setStatusCode(status);
        refusal.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(said.length()))
                .write(said);
        raw.handler(ignored -> {}).endHandler(all -> close());
        vertx.setTimer(LAST_WORDS_MILLIS, late -> close());
    }

    private void close() {
        if (over.tryComplete()) {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
            raw.connection().close();
        }
    }
}
