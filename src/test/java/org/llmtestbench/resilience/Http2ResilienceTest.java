package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.UNREACHABLE;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.resilience.Http2Server.Turn;

/** Streams of HTTP/2 that share connections, are refused, or stay open. */
@QuarkusTest
class Http2ResilienceTest extends Misbehaving {
    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Path authority;
    private static PfxOptions key;

    @Inject
    Vertx vertx;

    @BeforeAll
    static void found() {
        certificates = new Certificates(folder);
        authority = certificates.authority();
        key = certificates.vertx("ip:127.0.0.1");
    }

    static Stream<Manner> streams() {
        return Stream.of(Manner.values()).filter(Manner::streamed);
    }

    private Http2Server server(Turn... script) {
        return server(new Http2Settings(), script);
    }

    private Http2Server server(Http2Settings settings, Turn... script) {
        return new Http2Server(vertx, key, settings, script);
    }

    private Ending ask(Manner manner, Http2Server server) {
        return ask(manner, server.baseUrl(), "ca_file", authority.toString());
    }

    private CompletableFuture<CompletionResponse> call(Manner manner, String baseUrl) {
        Provider provider = providers.named(
                manner.wording().provider(),
                Map.of(
                        "base_url",
                        baseUrl,
                        "api_key_env",
                        "PLANTED_KEY",
                        "max_retries",
                        "0",
                        "timeout",
                        "15s",
                        "ca_file",
                        authority.toString()));
        CompletionRequest request =
                CompletionRequest.builder().model("a-model").user("Hello").build();
        Uni<CompletionResponse> call = manner.streamed()
                ? provider.stream(request, CallListener.NONE)
                : provider.complete(request, CallListener.NONE);
        return call.subscribeAsCompletionStage();
    }

    private List<CompletionResponse> callAtOnce(int calls, Manner manner, String baseUrl) throws Exception {
        List<CompletableFuture<CompletionResponse>> all =
                IntStream.range(0, calls).mapToObj(i -> call(manner, baseUrl)).toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        return all.stream().map(CompletableFuture::join).toList();
    }

    /** Answers when this many requests are there. */
    private static Turn together(int requests, Manner manner) {
        CompletableFuture<Void> complete = new CompletableFuture<>();
        CountDownLatch missing = new CountDownLatch(requests);
        return request -> {
            complete.thenRun(() -> Turn.answer(manner).play(request));
            missing.countDown();
            if (missing.getCount() == 0) {
                complete.complete(null);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void calls_beyond_the_streams_that_a_server_allows_get_more_connections(Manner manner) throws Exception {
        Http2Settings three = new Http2Settings().setMaxConcurrentStreams(3);
        try (Http2Server server = server(three, Turn.answer(manner), together(10, manner))) {
            ask(manner, server).assertAnswers("Hello there");
            assertThat(callAtOnce(10, manner, server.baseUrl()))
                    .extracting(CompletionResponse::content)
                    .containsOnly("Hello there");
            // at most one new connection for each call that finds no stream; the stream of the first call may still be
            // open
            assertThat(server.connections()).hasSizeBetween(4, 9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streams_share_a_connection_up_to_a_hundred(Manner manner) throws Exception {
        try (Http2Server server = server(Turn.answer(manner), together(99, manner))) {
            ask(manner, server).assertAnswers("Hello there");
            callAtOnce(99, manner, server.baseUrl());
            assertThat(server.connections()).hasSize(1);
        }
        Http2Settings many = new Http2Settings().setMaxConcurrentStreams(1_000);
        try (Http2Server server = server(many, Turn.answer(manner), together(120, manner))) {
            ask(manner, server).assertAnswers("Hello there");
            callAtOnce(120, manner, server.baseUrl());
            assertThat(server.connections()).hasSizeGreaterThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void calls_over_tls_without_http_2_do_not_wait_for_each_other(Manner manner) throws Exception {
        CountDownLatch missing = new CountDownLatch(8);
        org.llmtestbench.resilience.Turn together = peer -> {
            missing.countDown();
            return manner.answer().after(missing).play(peer);
        };
        try (MisbehavingServer server = MisbehavingServer.overTls(certificates.server("ip:127.0.0.1"), together)) {
            assertThat(callAtOnce(8, manner, server.baseUrl()))
                    .extracting(CompletionResponse::content)
                    .containsOnly("Hello there");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wait_for_a_stream_is_a_wait_and_not_the_servers_time(Manner manner) {
        Http2Settings none = new Http2Settings().setMaxConcurrentStreams(0);
        try (Http2Server server = server(none, Turn.answer(manner))) {
            server.onConnection(connection -> vertx.setTimer(
                    300, due -> connection.updateSettings(new Http2Settings().setMaxConcurrentStreams(100))));
            Ending ending = ask(manner, server);
            ending.assertAnswers("Hello there");
            Attempt attempt = ending.attempts().get(0);
            assertThat(attempt.waitReason()).isEqualTo("connection");
            assertThat(attempt.waited()).isPositive();
            assertThat(ending.response().timings().waited()).isEqualTo(attempt.waited());
            assertThat(ending.response().timings().connect()).isPositive();
            assertThat(attempt.duration().plus(attempt.waited())).isLessThanOrEqualTo(ending.took());
        }
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    static Stream<Arguments> refusals() {
        return inEveryManner(Stream.<Turn>of(
                request -> request.response().reset(Http2Error.REFUSED_STREAM.code()),
                request -> request.connection().goAway(0, Math.max(0, request.streamId() - 2)),
                request -> channel(request).pipeline().firstContext().close()));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_request_that_a_used_connection_refuses_is_sent_again_on_a_new_one(Turn refusal, Manner manner) {
        try (Http2Server server = server(Turn.answer(manner), refusal, Turn.answer(manner))) {
            ask(manner, server).assertAnswers("Hello there");
            Ending ending = ask(manner, server);
            ending.assertAnswers("Hello there");
            assertThat(ending.attempts()).extracting(Attempt::failure).containsExactly(UNREACHABLE, null);
            assertThat(ending.attempts()).extracting(Attempt::waitReason).containsOnlyNulls();
            assertThat(server.calls()).isEqualTo(3);
            assertThat(server.connections()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_request_that_a_new_connection_refuses_is_unreachable(Turn refusal, Manner manner) {
        try (Http2Server server = server(refusal)) {
            Ending ending = ask(manner, server);
            ending.assertFails(UNREACHABLE, 1);
            assertThat(ending.thrown().isRetryable()).isTrue();
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_request_is_sent_again_once_only(Turn refusal, Manner manner) {
        try (Http2Server server = server(Turn.answer(manner), refusal)) {
            ask(manner, server).assertAnswers("Hello there");
            ask(manner, server).assertFails(UNREACHABLE, 2);
            assertThat(server.calls()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_that_a_closing_server_still_serves_is_an_answer(Manner manner) {
        Turn closing = request -> {
            request.connection().goAway(0, request.streamId());
            Turn.answer(manner).play(request);
        };
        try (Http2Server server = server(Turn.answer(manner), closing, Turn.answer(manner))) {
            for (int i = 1; i <= 3; i++) {
                Ending ending = ask(manner, server);
                ending.assertAnswers("Hello there");
                assertThat(ending.attempts()).hasSize(1);
                assertThat(server.calls()).isEqualTo(i);
            }
        }
    }

    private static Turn after(String[] interim, Turn answer) {
        return request -> {
            Http2ConnectionHandler handler = channel(request).pipeline().get(Http2ConnectionHandler.class);
            ChannelHandlerContext context = channel(request).pipeline().context(handler);
            for (String status : interim) {
                Http2Headers headers = new DefaultHttp2Headers().status(status);
                handler.encoder().writeHeaders(context, request.streamId(), headers, 0, false, context.newPromise());
            }
            answer.play(request);
        };
    }

    static Stream<Arguments> interim() {
        return inEveryManner(Stream.of(
                new String[] {"100"}, new String[] {"102"}, new String[] {"103"}, new String[] {"104"}, new String[] {
                    "102", "100", "103", "102", "103", "100"
                }));
    }

    @ParameterizedTest
    @MethodSource("interim")
    void interim_responses_are_skipped(String[] interim, Manner manner) {
        Turn refusal = request -> request.response()
                .setStatusCode(401)
                .end(manner.wording().error("authentication_error", null, "Who are you?"));
        try (Http2Server server = server(after(interim, Turn.answer(manner)), after(interim, refusal))) {
            ask(manner, server).assertAnswers("Hello there");
            assertThat(server.calls()).isEqualTo(1);
            Ending refused = ask(manner, server);
            refused.assertFails(Failure.AUTHENTICATION, 1);
            assertThat(refused.attempts().get(0).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_stays_open_after_the_terminator_is_reset_and_its_connection_kept(Manner manner)
            throws Exception {
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        Turn open = request -> {
            request.response().exceptionHandler(reset::complete);
            Turn.open(manner, manner.wording().stream("Hello", " there")).play(request);
        };
        try (Http2Server server = server(open, Turn.answer(manner))) {
            ask(manner, server).assertAnswers("Hello there");
            assertThat(reset.get(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            it -> assertThat(it.getCode()).isEqualTo(Http2Error.CANCEL.code()));
            ask(manner, server).assertAnswers("Hello there");
            assertThat(server.connections()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_ends_in_an_error_does_no_harm_to_others(Manner manner) throws Exception {
        CompletableFuture<HttpServerRequest> first = new CompletableFuture<>();
        Wording wording = manner.wording();
        Turn begun = request -> {
            Turn.open(manner, wording.beginning() + wording.piece("Hello")).play(request);
            first.complete(request);
        };
        Turn error = Turn.open(manner, wording.errorEvent("invalid_request_error", null, "No such field."));
        try (Http2Server server = server(Turn.answer(manner), begun, error)) {
            ask(manner, server).assertAnswers("Hello there");
            CompletableFuture<CompletionResponse> beside = call(manner, server.baseUrl());
            HttpServerRequest request = first.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            for (int i = 0; i < 20; i++) {
                ask(manner, server).assertFails(Failure.INVALID_REQUEST, 1);
            }
            request.response().end(wording.piece(" there") + wording.ending("9", "2") + wording.terminator());
            assertThat(beside.get(LONGEST.toSeconds(), TimeUnit.SECONDS).content())
                    .isEqualTo("Hello there");
            assertThat(server.connections()).hasSize(1);
        }
    }
}
