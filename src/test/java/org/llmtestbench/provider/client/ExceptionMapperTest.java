package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

class ExceptionMapperTest {
    private static final Endpoint ACME = Endpoints.at("https://api.acme.test/v1");

    static Stream<Arguments> exceptions() {
        Exception untrusted = new SSLHandshakeException("Failed to create SSL connection");
        untrusted.initCause(new IOException("no valid certification path"));
        return Stream.of(
                Arguments.of(
                        new UnknownHostException("x"),
                        Failure.UNREACHABLE,
                        "The name of api.acme.test can't be resolved."),
                Arguments.of(
                        new ConnectTimeoutException("x"),
                        Failure.UNREACHABLE,
                        "api.acme.test did not accept a connection in time."),
                Arguments.of(
                        new ConnectException("Connection refused: api/1.2.3.4:9"),
                        Failure.UNREACHABLE,
                        "No connection to api.acme.test: Connection refused."),
                Arguments.of(
                        new NoRouteToHostException("x"), Failure.UNREACHABLE, "There is no route to api.acme.test."),
                Arguments.of(
                        untrusted, Failure.UNREACHABLE, "TLS with api.acme.test failed: no valid certification path."),
                Arguments.of(
                        new NotSslRecordException("not an SSL/TLS record: 48"),
                        Failure.UNREACHABLE,
                        "api.acme.test does not speak TLS."),
                Arguments.of(
                        new DecoderException("odd"),
                        Failure.MALFORMED,
                        "api.acme.test does not speak HTTP as it should: odd"),
                Arguments.of(
                        new HttpClosedException("x"),
                        Failure.UNREACHABLE,
                        "The connection to api.acme.test was closed early."),
                Arguments.of(new StreamResetException(1), Failure.UNREACHABLE, "api.acme.test reset the connection."),
                Arguments.of(new TimeoutException(), Failure.TIMEOUT, "api.acme.test gave no answer in time."),
                Arguments.of(
                        new BulkheadException(),
                        Failure.RATE_LIMITED,
                        "Too many calls wait here already (a local limit)."),
                Arguments.of(
                        new IOException("pipe"), Failure.UNREACHABLE, "The connection to api.acme.test broke: pipe"),
                Arguments.of(
                        new VertxException("gone"),
                        Failure.UNREACHABLE,
                        "The connection to api.acme.test broke: gone"));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void foreign_exceptions_become_ours_however_deep_they_are(Exception foreign, Failure failure, String message) {
        for (Throwable thrown : new Throwable[] {foreign, new RuntimeException(new RuntimeException(foreign))}) {
            ProviderException ours = ExceptionMapper.of(thrown, ACME).orElseThrow();
            assertThat(ours.failure()).isEqualTo(failure);
            assertThat(ours).hasMessage(message).hasCause(thrown);
        }
    }

    @Test
    void our_own_comes_through_as_it_is() {
        ProviderException ours = Failure.REFUSED.because("no");
        assertThat(ExceptionMapper.of(new RuntimeException(ours), ACME)).containsSame(ours);
    }

    @Test
    void what_nobody_foresaw_is_a_bug() {
        assertThat(ExceptionMapper.of(new IllegalStateException("oops"), ACME)).isEmpty();
    }
}
