package org.llmtestbench.provider.client;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A request on its connection: it can be ended early without harm to the requests that use the connection later, and it
 * tells whether the server can have processed it.
 */
final class ActiveRequest implements ResponseReader.Source {
    /** How long the rest of an answer is read after its terminator, so that the connection can be used again. */
    private static final long DRAIN_SECONDS = 1;

    /** A server that closes a connection because it was idle does so within a round trip. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** How the request uses its connection. */
    enum Use {
        /** The connection was made for this request, and later requests use it too. */
        FIRST,
        /** The connection was there before. */
        LATER,
        /** The connection is for this request only. */
        ONLY
    }

    private final HttpClientRequest request;
    private final ConnectionState connection;
    private final Use use;
    private final int endedBefore;
    private final int receivedBefore;
    private long sentAt = System.nanoTime();
    private Future<?> drain;

    ActiveRequest(HttpClientRequest request, ConnectionState connection, Use use) {
        this.request = request;
        this.connection = connection;
        this.use = use;
        this.endedBefore = connection.ended();
        this.receivedBefore = connection.received();
    }

    HttpClientRequest request() {
        return request;
    }

    /** The request goes out now. */
    void sent() {
        sentAt = System.nanoTime();
    }

    /** The request is not needed any more, and nothing of it was sent. */
    void discard() {
        if (request.version() == HttpVersion.HTTP_2 && use != Use.LATER) {
            // the HTTP client never gives back the place of a stream that was not opened
            request.connection().shutdown(1, TimeUnit.DAYS);
        } else {
            request.reset();
        }
    }

    @Override
    public void cancel() {
        connection.eventLoop().execute(this::reset);
    }

    @Override
    public void drain() {
        drain = connection.eventLoop().schedule(this::reset, DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void ended() {
        if (drain != null) {
            drain.cancel(false);
        }
        if (use == Use.ONLY) {
            request.connection().close();
        }
    }

    /**
     * On the event loop of the connection, where no answer ends meanwhile: the HTTP client closes the connection of a
     * request that is reset over HTTP/1.1, even when another request uses it by then.
     */
    private void reset() {
        if (connection.ended() == endedBefore) {
            request.reset(Http2Error.CANCEL.code());
        }
        if (use == Use.ONLY) {
            request.connection().close();
        }
    }

    /**
     * Whether a failure that came before any answer means that the server has not processed the request: it had closed
     * the connection, or was about to.
     */
    boolean wasNotProcessed(Throwable failure) {
        return use == Use.LATER && connection.received() == receivedBefore && (isRefusal(failure) || isStale(failure));
    }

    private boolean isStale(Throwable failure) {
        return (failure instanceof HttpClosedException || failure instanceof IOException)
                && System.nanoTime() - sentAt < STALE_NANOS;
    }

    /** HTTP/2 says of some streams that they were not processed. */
    private boolean isRefusal(Throwable failure) {
        if (failure instanceof StreamResetException reset) {
            return reset.getCode() == Http2Error.REFUSED_STREAM.code();
        }
        if (failure instanceof HttpClosedException closed && closed.goAway() != null) {
            return closed.goAway().getLastStreamId() < request.streamId();
        }
        return failure instanceof Http2Exception refused && refused.error() == Http2Error.REFUSED_STREAM;
    }
}
