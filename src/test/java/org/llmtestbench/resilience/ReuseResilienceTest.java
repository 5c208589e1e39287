package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.UNREACHABLE;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
import org.llmtestbench.provider.ProviderException;

/** Connections that are used again: by good calls after good calls, and beside calls that fail or are cancelled. */
@QuarkusTest
class ReuseResilienceTest extends Misbehaving {
    private static final Turn CLOSE = Turn.raw("");

    static Stream<Manner> streams() {
        return Stream.of(Manner.values()).filter(Manner::streamed);
    }

    static Stream<Arguments> closings() {
        return inEveryManner(Stream.of(CLOSE, Turn.reset()));
    }

    private Uni<CompletionResponse> call(Manner manner, MisbehavingServer server, String model, CallListener listener) {
        Provider provider = providers.named(
                manner.wording().provider(),
                Map.of("base_url", server.baseUrl(), "api_key_env", "", "max_retries", "0", "timeout", "15s"));
        CompletionRequest request =
                CompletionRequest.builder().model(model).user("Hello").build();
        return manner.streamed() ? provider.stream(request, listener) : provider.complete(request, listener);
    }

    private static void assertHappens(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static Turn onReuse(Manner manner, Turn turn) {
        return peer -> (peer.isReused() ? turn : manner.answer()).play(peer);
    }

    /** Asks until a call meets the connection of the one before: it may not be back in the pool in time. */
    private Ending askUntil(Predicate<Ending> met, Manner manner, MisbehavingServer server, String... settings) {
        for (int i = 0; i < 100; i++) {
            Ending ending = ask(manner, server, settings);
            if (met.test(ending)) {
                return ending;
            }
            ending.assertAnswers("Hello there");
            assertThat(ending.attempts()).hasSize(1);
        }
        throw new AssertionError("No connection was used again.");
    }

    @ParameterizedTest
    @MethodSource("closings")
    void a_reused_connection_that_is_closed_as_the_request_goes_out_is_replaced_at_once(Turn closing, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(onReuse(manner, closing))) {
            Ending ending = askUntil(it -> it.attempts().size() > 1, manner, server);
            ending.assertAnswers("Hello there");
            assertThat(ending.attempts()).extracting(Attempt::failure).containsExactly(UNREACHABLE, null);
            assertThat(ending.attempts()).extracting(Attempt::status).containsExactly(null, 200);
            assertThat(ending.attempts()).extracting(Attempt::waited).containsOnly(Duration.ZERO);
            assertThat(ending.attempts()).extracting(Attempt::waitReason).containsOnlyNulls();
            assertThat(ending.response().timings().connect()).isPositive();
            assertThat(server.requests().stream().distinct()).hasSize(1);
        }
    }

    /** Answers until a connection is used again; from then on no connection gets an answer. */
    private static Turn closingFromReuse(Manner manner, Turn closing) {
        AtomicBoolean reused = new AtomicBoolean();
        return peer -> {
            reused.compareAndSet(false, peer.isReused());
            return (reused.get() ? closing : manner.answer()).play(peer);
        };
    }

    @ParameterizedTest
    @MethodSource("closings")
    void a_new_connection_that_is_closed_too_is_not_replaced(Turn closing, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(closingFromReuse(manner, closing))) {
            askUntil(it -> it.failure() != null, manner, server).assertFails(UNREACHABLE, 2);
            // The pool may hold more connections from the calls before. Each failed call removes one.
            int pooled = server.connections();
            Ending last = ask(manner, server);
            for (int i = 0; i < pooled && last.attempts().size() > 1; i++) {
                last.assertFails(UNREACHABLE, 2);
                last = ask(manner, server);
            }
            last.assertFails(UNREACHABLE, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_replaced_connection_does_not_count_as_a_retry(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(closingFromReuse(manner, CLOSE))) {
            Ending ending = askUntil(it -> it.failure() != null, manner, server, "max_retries", "1");
            ending.assertFails(UNREACHABLE, 3);
            assertThat(ending.attempts()).extracting(Attempt::waitReason).containsExactly(null, null, "backoff");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reused_connection_that_ends_after_the_first_byte_of_an_answer_is_a_failure(Manner manner) {
        for (String begun : new String[] {"H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 102 Processing\r\n\r\n"}) {
            try (MisbehavingServer server = new MisbehavingServer(onReuse(manner, Turn.raw(begun)))) {
                askUntil(it -> it.failure() != null, manner, server).assertFails(UNREACHABLE, 1);
            }
        }
    }

    /** The server may have worked on it, so the request may have to be paid. */
    @ParameterizedTest
    @EnumSource(names = {"OPENAI_STREAMED", "ANTHROPIC_WHOLE"})
    void a_reused_connection_that_is_closed_after_a_while_is_a_failure(Manner manner) {
        Turn late = peer -> {
            peer.pause(Duration.ofMillis(2_100));
            return false;
        };
        try (MisbehavingServer server = new MisbehavingServer(onReuse(manner, late))) {
            askUntil(it -> it.failure() != null, manner, server).assertFails(UNREACHABLE, 1);
        }
    }

    /** The failures of 400 calls for a model that is good, among 400 others. */
    private List<Failure> failuresBeside(Manner manner, MisbehavingServer server, Function<Integer, Uni<?>> other) {
        return Multi.createFrom()
                .range(0, 800)
                .onItem()
                .transformToUni(
                        i -> i % 2 == 0 ? failure(call(manner, server, "good", CallListener.NONE)) : other.apply(i))
                .merge(16)
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    /** The failure that a call ends with, or its answer. */
    private static Uni<?> failure(Uni<CompletionResponse> call) {
        return call.<Object>map(answer -> answer)
                .onFailure(ProviderException.class)
                .recoverWithItem(thrown -> thrown.failure());
    }

    private static Turn byModel(Turn good, Turn bad) {
        return peer -> (peer.latest().body().contains("\"good\"") ? good : bad).play(peer);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_ends_in_an_error_does_no_harm_to_other_calls(Manner manner) {
        Wording wording = manner.wording();
        String error = wording.errorEvent("invalid_request_error", null, "No such field.");
        for (String stream : new String[] {error, error + wording.terminator(), wording.beginning() + error}) {
            try (MisbehavingServer server = new MisbehavingServer(byModel(manner.answer(), Reply.events(stream)))) {
                List<Failure> failures = failuresBeside(
                        manner,
                        server,
                        i -> call(manner, server, "bad", CallListener.NONE)
                                .onFailure()
                                .recoverWithNull());
                assertThat(failures).isEmpty();
                assertThat(server.calls()).isEqualTo(800);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_is_cancelled_at_its_end_does_no_harm_to_other_calls(Manner manner) {
        try (MisbehavingServer server =
                new MisbehavingServer(manner.answer().inPieces(manner.bytesAfterFirstPiece()))) {
            List<Failure> failures = failuresBeside(manner, server, i -> cancelledAtFirstDelta(manner, server));
            assertThat(failures).isEmpty();
        }
    }

    private Uni<?> cancelledAtFirstDelta(Manner manner, MisbehavingServer server) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicReference<Cancellable> running = new AtomicReference<>();
            running.set(call(manner, server, "bad", CallListener.of(delta -> emitter.complete(delta)))
                    .subscribe()
                    .with(emitter::complete, emitter::fail));
            emitter.onTermination(() -> running.get().cancel());
        });
    }

    /** Takes the first piece of an answer and no more. */
    private static final class Full implements CallListener {
        private final CountDownLatch held = new CountDownLatch(1);

        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public void onWritable(Runnable goOn) {
            held.countDown();
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_is_cancelled_while_its_reader_is_slow_does_no_harm_to_the_next_call(Manner manner)
            throws Exception {
        CompletableFuture<Void> reused = new CompletableFuture<>();
        CountDownLatch cancelled = new CountDownLatch(1);
        Turn held = manner.answer().inPieces(manner.bytesAfterFirstPiece());
        Turn next = peer -> {
            if (!peer.isReused()) {
                return manner.answer().untilClose().play(peer);
            }
            reused.complete(null);
            return manner.answer().after(cancelled).play(peer);
        };
        try (MisbehavingServer server = new MisbehavingServer(held, next)) {
            Full full = new Full();
            Cancellable slow = call(manner, server, "good", full).subscribe().with(answer -> {}, failure -> {});
            assertHappens(full.held);
            CompletableFuture<CompletionResponse> beside;
            do {
                beside = call(manner, server, "good", CallListener.NONE).subscribeAsCompletionStage();
                CompletableFuture.anyOf(reused, beside).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } while (!reused.isDone());
            slow.cancel();
            cancelled.countDown();
            assertThat(beside.get(LONGEST.toSeconds(), TimeUnit.SECONDS).content())
                    .isEqualTo("Hello there");
        }
    }

    private static Turn openAfterTerminator(Manner manner, CountDownLatch gone) {
        String stream = manner.wording().stream("Hello", " there");
        return Reply.events(stream).upTo(stream.length(), peer -> {
            peer.untilGone();
            gone.countDown();
            return false;
        });
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_response_that_stays_open_after_the_terminator_is_closed(Manner manner) throws InterruptedException {
        int calls = 20;
        CountDownLatch gone = new CountDownLatch(calls);
        try (MisbehavingServer server = new MisbehavingServer(openAfterTerminator(manner, gone))) {
            for (int i = 0; i < calls; i++) {
                ask(manner, server).assertAnswers("Hello there");
            }
            assertHappens(gone);
            assertThat(server.connections()).isEqualTo(calls);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_response_that_goes_on_after_the_terminator_is_closed(Manner manner) throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        Turn endless = Reply.events(manner.wording().stream("Hello", " there"))
                .every(Duration.ofMillis(5))
                .endlessly();
        Turn watched = peer -> {
            try {
                return endless.play(peer);
            } finally {
                gone.countDown();
            }
        };
        try (MisbehavingServer server = new MisbehavingServer(watched)) {
            ask(manner, server).assertAnswers("Hello there");
            assertHappens(gone);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_response_that_ends_shortly_after_the_terminator_leaves_its_connection_to_the_next_call(Manner manner)
            throws InterruptedException {
        String stream = manner.wording().stream("Hello", " there");
        CountDownLatch kept = new CountDownLatch(1);
        Turn late = Reply.events(stream).upTo(stream.length(), peer -> {
            peer.pause(Duration.ofMillis(50));
            peer.send("0\r\n\r\n");
            peer.pause(Duration.ofMillis(1_200));
            kept.countDown();
            return true;
        });
        try (MisbehavingServer server = new MisbehavingServer(late, manner.answer())) {
            ask(manner, server).assertAnswers("Hello there");
            assertHappens(kept);
            ask(manner, server).assertAnswers("Hello there");
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
