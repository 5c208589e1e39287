package org.llmtestbench.provider.wire;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** The one place where exceptions of the libraries below become ours. */
final class Translation {
    private record Rule(Class<? extends Throwable> type, Function<Endpoint, ProviderException> meaning) {}

    private Translation() {}

    /** Our exception for this one; empty when nobody foresaw it, which is a bug. */
    static Optional<ProviderException> of(Throwable thrown, Endpoint endpoint) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderException ours) {
                return Optional.of(ours);
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            ProviderException known = known(cause, endpoint);
            if (known != null) {
                return Optional.of(known.causedBy(thrown));
            }
        }
        return Optional.empty();
    }

    private static ProviderException known(Throwable cause, Endpoint endpoint) {
        String server = endpoint.settings().baseUrl().getAuthority();
        return rules(cause, server)
                .filter(rule -> rule.type().isInstance(cause))
                .map(rule -> rule.meaning().apply(endpoint))
                .findFirst()
                .orElse(null);
    }

    /** In this order: an exception may be of several kinds. */
    private static Stream<Rule> rules(Throwable cause, String server) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Stream.of(
                unreachable(UnknownHostException.class, "The name of " + server + " can't be resolved."),
                unreachable(ConnectTimeoutException.class, server + " did not accept a connection in time."),
                unreachable(ConnectException.class, "No connection to " + server + ": " + plain(reason) + "."),
                unreachable(NoRouteToHostException.class, "There is no route to " + server + "."),
                unreachable(SSLException.class, "TLS with " + server + " failed: " + deepest(cause) + "."),
                malformed(DecoderException.class, server + " does not speak HTTP as it should: " + reason),
                unreachable(HttpClosedException.class, "The connection to " + server + " was closed early."),
                unreachable(StreamResetException.class, server + " reset the connection."),
                new Rule(TimeoutException.class, e -> Failure.TIMEOUT.because(server + " gave no answer in time.")),
                new Rule(
                        BulkheadException.class,
                        e -> Failure.RATE_LIMITED
                                .because("Too many calls wait here already (a local limit).")
                                .retryable(false)),
                unreachable(IOException.class, "The connection to " + server + " broke: " + reason),
                unreachable(VertxException.class, "The connection to " + server + " broke: " + reason));
    }

    private static Rule unreachable(Class<? extends Throwable> type, String message) {
        return new Rule(
                type,
                endpoint -> Failure.UNREACHABLE
                        .because(message)
                        .hint("Check the network, and base_url: "
                                + endpoint.settings().baseUrl() + "."));
    }

    private static Rule malformed(Class<? extends Throwable> type, String message) {
        return new Rule(type, endpoint -> Failure.MALFORMED.because(message));
    }

    /** What is wrong with a certificate stands at the bottom. */
    private static String deepest(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** {@code Connection refused: localhost/127.0.0.1:9} names the address once more. */
    private static String plain(String reason) {
        int colon = reason.indexOf(": ");
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
