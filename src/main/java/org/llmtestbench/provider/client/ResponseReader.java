package org.llmtestbench.provider.client;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** One answer while it comes in: decides what it is and when it is over. All calls come from one I/O thread. */
final class ResponseReader {
    /** The request whose answer is read. */
    interface Source {
        /** Ends it, unless its answer has ended. */
        void cancel();

        /** Reads what is left of the answer for a while, and then ends it. */
        void drain();

        /** The answer has ended. */
        void ended();
    }

    private final CallAttempt attempt;
    private final SseEventHandler events;
    private final Consumer<byte[]> whole;
    private final UniEmitter<? super Void> emitter;
    private final SseDecoder decoder = new SseDecoder(this::event);
    private final SseSniffer sniffer = new SseSniffer();
    private final Buffer body = Buffer.buffer();
    private Consumer<Buffer> rest;
    private HttpClientResponse response;
    private Source source;
    private boolean arrived;
    private volatile boolean over;

    /**
     * @param events null where none are expected, so that any body is a whole one
     * @param whole takes a body that is no stream of events
     */
    ResponseReader(
            CallAttempt attempt, SseEventHandler events, Consumer<byte[]> whole, UniEmitter<? super Void> emitter) {
        this.attempt = attempt;
        this.events = events;
        this.whole = whole;
        this.emitter = emitter;
    }

    boolean isOver() {
        return over;
    }

    /** The head of the answer is there. */
    void begin(HttpClientResponse response, Source source) {
        this.response = response;
        this.source = source;
        attempt.responded(response.statusCode(), response::getHeader);
        response.exceptionHandler(this::broken);
        rest = events != null && response.statusCode() == 200 ? null : this::keep;
        response.handler(guarded(this::take)).endHandler(nothing -> {
            arrived = true;
            source.ended();
            guarded(end -> ended()).handle(null);
        });
    }

    /** Decides by its first bytes what this is; servers name wrong types. */
    private void take(Buffer bytes) {
        attempt.stopwatch().life();
        if (rest != null) {
            rest.accept(bytes);
        } else if (sniffer.add(bytes)) {
            rest = sniffer.isOfEvents() ? decoder::feed : this::keep;
            rest.accept(sniffer.bytes());
        }
        if (!over && !attempt.isWritable()) {
            hold();
        }
    }

    /** Reads on when the listener has room, on the loop of the connection whoever says so. */
    private void hold() {
        Context loop = Vertx.currentContext();
        response.pause();
        attempt.hold(() -> loop.runOnContext(nothing -> {
            attempt.release();
            response.resume();
        }));
    }

    private void keep(Buffer bytes) {
        BodyLimit.append(body, bytes);
    }

    /** The connection or the protocol failed. */
    void broken(Throwable cause) {
        if (!over) {
            over = true;
            emitter.fail(cause);
        }
    }

    /** The caller went away, or the reading is over: nothing more is wanted from the request. */
    void abandon(Source source) {
        if (!over) {
            over = true;
            source.cancel();
        }
    }

    private void event(String name, byte[] data, int length) {
        if (over) {
            return;
        }
        try {
            if (events.event(name, data, length)) {
                requireNothingUnread();
                complete();
            }
        } catch (ProviderException e) {
            throw orError(e, () -> EmbeddedError.find(data, length));
        }
    }

    /** The error that came in place of what should have come, if there is one. */
    private ProviderException orError(ProviderException failure, Supplier<Optional<ErrorResponse>> search) {
        return failure.failure() == Failure.MALFORMED
                ? search.get().map(attempt::refusal).orElse(failure)
                : failure;
    }

    /** An answer that ends without a finish reason may have been cut off by what is no part of the dialect. */
    private void requireNothingUnread() {
        if (!attempt.answer().isFinished()) {
            events.unread().or(decoder::ignored).ifPresent(words -> {
                throw Failure.MALFORMED.because(
                        "The stream ended without a finish reason, and a part of it is not of the protocol: " + words
                                + ".");
            });
        }
    }

    private void ended() {
        if (!sniffer.isOfEvents()) {
            whole(rest == null ? sniffer.bytes().getBytes() : body.getBytes());
            return;
        }
        decoder.end();
        if (over) {
            return;
        }
        if (events.isTruncationPossible()) {
            complete();
        } else {
            broken(incomplete());
        }
    }

    /** What is wrong with a stream that has ended without its end. */
    private ProviderException incomplete() {
        if (attempt.answer().isFinished()) {
            return Failure.MALFORMED.because("The stream ended without its terminator; the finish reason '"
                    + attempt.answer().rawFinishReason() + "' came before.");
        }
        if (attempt.hasEmitted()) {
            return Failure.MALFORMED.because("The stream ended without its end: no terminator, no finish reason.");
        }
        return events.foreign()
                .map(event -> Failure.MALFORMED
                        .because("The server sent a stream of another protocol. It begins with " + event + ".")
                        .hint("Check base_url and dialect."))
                .orElseGet(() ->
                        Failure.UNREACHABLE.because("The stream ended before it began: nothing of an answer came."));
    }

    private void whole(byte[] body) {
        ContentEncoding encoding = ContentEncoding.of(attempt.header("content-encoding", null));
        attempt.requireAnswer(encoding.readable(body));
        if (events != null) {
            attempt.answer().warn("The server did not stream; the answer came as a whole.");
        }
        try {
            whole.accept(body);
        } catch (ProviderException e) {
            throw encoding.explain(orError(e, () -> EmbeddedError.find(body)), body);
        }
        complete();
    }

    private void complete() {
        over = true;
        if (!arrived) {
            source.drain();
        }
        attempt.complete();
        emitter.complete(null);
    }

    /** An exception in a handler would be logged and lost; here it ends the call. */
    private <T> Handler<T> guarded(Handler<T> step) {
        return value -> {
            try {
                attempt.receive(() -> {
                    if (!over) {
                        step.handle(value);
                    }
                });
            } catch (RuntimeException | Error e) {
                broken(e);
                if (!arrived) {
                    source.cancel();
                }
            }
        };
    }
}
