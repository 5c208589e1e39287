package org.llmtestbench.provider.client;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** The one place where exceptions of the libraries below become ours. */
final class ExceptionMapper {
    private record Rule(Predicate<Throwable> applies, Function<Throwable, ProviderException> meaning) {}

    private ExceptionMapper() {}

    /** Our exception for this one; empty when nobody foresaw it, which is a bug. */
    static Optional<ProviderException> of(Throwable thrown, Endpoint endpoint) {
        List<Throwable> chain =
                Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
        Optional<ProviderException> ours = chain.stream()
                .filter(ProviderException.class::isInstance)
                .map(ProviderException.class::cast)
                .findFirst();
        return ours.or(() -> rules(endpoint)
                .flatMap(rule -> chain.stream().filter(rule.applies()).map(rule.meaning()))
                .findFirst()
                .map(known -> known.causedBy(thrown)));
    }

    /** In this order: an exception may be of several kinds, and those at the end wrap others. */
    private static Stream<Rule> rules(Endpoint endpoint) {
        return Stream.of(inProgress(endpoint), atTheServer(endpoint), atLast(endpoint))
                .flatMap(Function.identity());
    }

    /** No connection came about. */
    private static Stream<Rule> inProgress(Endpoint endpoint) {
        URI address = endpoint.settings().baseUrl();
        String server = address.getAuthority();
        String stop = endpoint.route().firstStop(address);
        String hint = endpoint.route().advice(address);
        Stream<Rule> proxy = endpoint.route().through().stream()
                .map(it -> new Rule(ProxyConnectException.class::isInstance, e -> it.closed(server, reason(e))));
        return Stream.concat(
                proxy,
                Stream.of(
                        unreachable(
                                UnknownHostException.class, hint, e -> "The name of " + stop + " can't be resolved."),
                        unreachable(
                                ConnectTimeoutException.class,
                                hint,
                                e -> stop + " did not accept a connection in time."),
                        unreachable(
                                ConnectException.class,
                                hint,
                                e -> "No connection to " + stop + ": " + plain(reason(e)) + "."),
                        unreachable(NoRouteToHostException.class, hint, e -> "There is no route to " + stop + "."),
                        new Rule(SSLException.class::isInstance, e -> new TlsErrorMapper(endpoint, e).failure())));
    }

    /** The connection did not serve. */
    private static Stream<Rule> atTheServer(Endpoint endpoint) {
        String server = endpoint.settings().baseUrl().getAuthority();
        String hint = endpoint.route().advice(endpoint.settings().baseUrl());
        Function<Throwable, String> closed = e -> "The connection to " + server + " was closed early.";
        return Stream.of(
                unreachable(PrematureChannelClosureException.class, hint, closed),
                new Rule(
                        ExceptionMapper::isRefusedStream,
                        e -> Failure.UNREACHABLE
                                .because("The connection to " + server + " took no more requests.")
                                .hint("Try again later.")),
                new Rule(DecompressionException.class::isInstance, e -> ContentEncoding.corrupt(server, reason(e))),
                new Rule(
                        ExceptionMapper::isOfDecoder,
                        e -> Failure.MALFORMED.because(server + " does not speak HTTP as it should: " + reason(e))),
                unreachable(HttpClosedException.class, hint, closed),
                unreachable(StreamResetException.class, hint, e -> server + " reset the connection."));
    }

    /** Limits of the libraries, and what no other rule knows. */
    private static Stream<Rule> atLast(Endpoint endpoint) {
        String server = endpoint.settings().baseUrl().getAuthority();
        String hint = endpoint.route().advice(endpoint.settings().baseUrl());
        return Stream.of(
                new Rule(
                        TimeoutException.class::isInstance,
                        e -> Failure.TIMEOUT
                                .because(server + " gave no answer in time.")
                                .hint("Try again later.")),
                new Rule(
                        BulkheadException.class::isInstance,
                        e -> Failure.RATE_LIMITED
                                .because("Too many calls wait here already (a local limit).")
                                .retryable(false)),
                unreachable(IOException.class, hint, e -> "The connection to " + server + " broke: " + reason(e)),
                unreachable(VertxException.class, hint, e -> "The connection to " + server + " broke: " + reason(e)));
    }

    private static Rule unreachable(Class<? extends Throwable> type, String hint, Function<Throwable, String> message) {
        return new Rule(
                type::isInstance,
                e -> Failure.UNREACHABLE.because(message.apply(e)).hint(hint));
    }

    /** HTTP/2: the server lowered its limit of streams, or is about to close the connection. */
    private static boolean isRefusedStream(Throwable thrown) {
        return thrown instanceof Http2Exception refused && refused.error() == Http2Error.REFUSED_STREAM;
    }

    /** The decoder of HTTP throws exceptions of its own or of the JDK, and the REST client keeps their words alone. */
    private static boolean isOfDecoder(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String origin = trace.length == 0 ? "" : trace[0].getClassName();
        return thrown instanceof DecoderException
                || origin.startsWith("io.netty.handler.codec.http")
                || (origin.startsWith("org.jboss.resteasy.reactive.client.handlers.ClientSendRequestHandler")
                        && !reason(thrown).contains("closed"));
    }

    private static String reason(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    /** {@code Connection refused: localhost/127.0.0.1:9} names the address once more. */
    private static String plain(String reason) {
        int colon = reason.indexOf(": ");
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
