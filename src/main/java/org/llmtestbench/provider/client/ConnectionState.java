package org.llmtestbench.provider.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the HTTP client does not report about one of its connections: when it was made, whether anything of an answer came,
 * and how many answers ended. It also drops interim responses (1xx): the HTTP client takes a 102 for the answer.
 */
final class ConnectionState {
    // the API of the HTTP client hides the channel, and only the channel's pipeline sees what is counted here
    private static final AttributeKey<ConnectionState> KEY = AttributeKey.valueOf(ConnectionState.class, "state");

    private final Channel channel;
    private final long madeAt = System.nanoTime();
    private final AtomicBoolean used = new AtomicBoolean();
    // written on the event loop of the connection only
    private volatile int received;
    private volatile int ended;
    private volatile long streamsSince = madeAt;

    private ConnectionState(Channel channel) {
        this.channel = channel;
    }

    /** Starts with a connection that was made this moment and carried no request yet. */
    static void observe(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        ChannelPipeline pipeline = channel.pipeline();
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        ConnectionState state = new ConnectionState(channel);
        channel.attr(KEY).set(state);
        if (http2 != null) {
            state.awaitStreams(connection);
            http2.decoder().frameListener(state.new Http2Answers(http2.decoder().frameListener()));
        } else {
            pipeline.addBefore("codec", "bytes", state.new Http1Bytes());
            pipeline.addAfter("codec", "answers", state.new Http1Answers());
        }
    }

    static ConnectionState of(HttpConnection connection) {
        return ((ConnectionBase) connection).channel().attr(KEY).get();
    }

    /** Whether the caller is the first to use it, which is the request that it was made for. */
    boolean firstUse() {
        return used.compareAndSet(false, true);
    }

    /** When it was made, by the clock of {@link System#nanoTime()}. */
    long madeAt() {
        return madeAt;
    }

    /** Whether the server did not allow any stream yet at that time (HTTP/2). */
    boolean hadNoStreamsAt(long nanoTime) {
        return streamsSince - Math.max(nanoTime, madeAt) > 0;
    }

    /** A server may allow no streams at first. */
    private void awaitStreams(HttpConnection connection) {
        if (connection.remoteSettings().getMaxConcurrentStreams() > 0) {
            return;
        }
        connection.remoteSettingsHandler(settings -> {
            if (settings.getMaxConcurrentStreams() > 0) {
                streamsSince = System.nanoTime();
                connection.remoteSettingsHandler(null);
            }
        });
    }

    /** A count that changes when anything of an answer comes: any byte with HTTP/1.1, an interim response with HTTP/2. */
    int received() {
        return received;
    }

    /** How many answers ended on it; stays 0 with HTTP/2, where many are under way at once. */
    int ended() {
        return ended;
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    /** Comes before the decoder of HTTP/1.1. */
    private final class Http1Bytes extends ChannelInboundHandlerAdapter {
        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            received++;
            context.fireChannelRead(bytes);
        }
    }

    /** Comes after it. */
    private final class Http1Answers extends ChannelInboundHandlerAdapter {
        private boolean interim;

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                interim = isInterim(response);
            }
            if (interim) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof LastHttpContent) {
                ended++;
            }
            context.fireChannelRead(message);
        }

        private static boolean isInterim(HttpResponse response) {
            HttpResponseStatus status = response.status();
            return status.codeClass() == HttpStatusClass.INFORMATIONAL
                    && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)
                    && response.decoderResult().isSuccess();
        }
    }

    private final class Http2Answers extends Http2FrameListenerDecorator {
        Http2Answers(Http2FrameListener client) {
            super(client);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean end)
                throws Http2Exception {
            if (!skip(headers)) {
                super.onHeadersRead(context, stream, headers, padding, end);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end)
                throws Http2Exception {
            if (!skip(headers)) {
                super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, end);
            }
        }

        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        private boolean skip(Http2Headers headers) {
            boolean interim = headers.status() != null
                    && HttpStatusClass.valueOf(headers.status()) == HttpStatusClass.INFORMATIONAL;
            if (interim) {
                received++;
            }
            return interim;
        }
    }
}
