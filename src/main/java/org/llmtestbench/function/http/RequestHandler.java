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

/** Reads the body of one request, routes it and sends the response. Must be used on one event loop only. */
final class RequestHandler {
    private static final long BODY_TIMEOUT_MILLIS = 30_000;
    private static final long CLOSE_DELAY_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpServerRequest raw;
    private final HttpServerResponse response;
    private final Router router;
    private final int maxBody;
    private final String id;
    private final Promise<Void> completed = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private Cancellable processing;
    private boolean responseStarted;

    RequestHandler(Vertx vertx, HttpServerRequest raw, Router router, int maxBody) {
        this.vertx = vertx;
        this.raw = raw;
        this.response = raw.response();
        this.router = router;
        this.maxBody = maxBody;
        this.id = RequestMapper.id(raw.getHeader("x-request-id"));
    }

    /** Starts to read the request; {@code whenComplete} runs once, when no more of the response is sent. */
    void begin(Runnable whenComplete) {
        completed.future().onComplete(done -> whenComplete.run());
        completed.future().onFailure(broken -> raw.connection().close());
        response.exceptionHandler(gone -> abort()).closeHandler(gone -> abort());
        raw.exceptionHandler(broken -> refuse(400, "Bad request", "The body does not match the headers."));
        if (contentLength() > maxBody) {
            refuse(413, "Too large", tooLarge());
            return;
        }
        if ("100-continue".equalsIgnoreCase(raw.getHeader(HttpHeaders.EXPECT))) {
            response.writeContinue();
        }
        long timer = vertx.setTimer(
                BODY_TIMEOUT_MILLIS, late -> refuse(408, "Too slow", "The body was not received within 30 seconds."));
        completed.future().onComplete(done -> vertx.cancelTimer(timer));
        raw.handler(this::append).endHandler(all -> {
            vertx.cancelTimer(timer);
            answer();
        });
    }

    private long contentLength() {
        String length = raw.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private String tooLarge() {
        return "The body is larger than " + maxBody + " bytes (max_body).";
    }

    private void append(Buffer chunk) {
        if (!responseStarted && body.length() + chunk.length() > maxBody) {
            refuse(413, "Too large", tooLarge());
        } else if (!responseStarted) {
            body.appendBuffer(chunk);
        }
    }

    private void answer() {
        if (responseStarted) {
            return;
        }
        responseStarted = true;
        Request request;
        try {
            request = RequestMapper.of(raw, id, body.getBytes());
        } catch (IllegalArgumentException unreadable) {
            Response refusal = rejection(400, "Bad request", "The URL can't be decoded: it has an invalid % escape.");
            writer().send(refusal);
            return;
        }
        completed.future().onComplete(done -> request.lifetime().end());
        processing = router.answer(request).subscribe().with(writer()::send, completed::tryFail);
    }

    private ResponseWriter writer() {
        return new ResponseWriter(response, raw.method() == HttpMethod.HEAD, vertx.getOrCreateContext(), completed);
    }

    private Response.Whole rejection(int status, String title, String detail) {
        return router.reject(id, raw.method().name(), raw.path(), status, title, detail);
    }

    /** Called when the caller disconnects or the connection breaks. */
    private void abort() {
        responseStarted = true;
        if (processing != null) {
            processing.cancel();
        }
        completed.tryComplete();
    }

    /**
     * Rejects the request before its body was read completely. The rest of the body is discarded for a moment, because
     * closing the connection while the caller is still sending would reset it, and the caller would lose the response.
     */
    private void refuse(int status, String title, String detail) {
        if (responseStarted || response.closed()) {
            abort();
            return;
        }
        responseStarted = true;
        Response.Whole refusal = rejection(status, title, detail);
        Buffer content = Buffer.buffer(refusal.body());
        response.setStatusCode(status);
        refusal.headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()))
                .write(content);
        raw.handler(ignored -> {}).endHandler(all -> close());
        vertx.setTimer(CLOSE_DELAY_MILLIS, late -> close());
    }

    private void close() {
        if (completed.tryComplete()) {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
            raw.connection().close();
        }
    }
}
