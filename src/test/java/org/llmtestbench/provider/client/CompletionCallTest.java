package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.Provider.TokenCount;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** One attempt at a time, by a clock that is turned by hand. */
class CompletionCallTest {
    private final AtomicLong millis = new AtomicLong();
    private final List<Delta> deltas = new ArrayList<>();
    private final Endpoint endpoint = Endpoints.at("http://127.0.0.1:9/v1");

    private CompletionCall call(Consumer<Delta> onDelta, Consumer<CallAttempt> script) {
        CompletionRequest request =
                CompletionRequest.builder().model("m").user("Hello").build();
        CompletionCall.Sender sender = attempt -> Uni.createFrom().item(() -> {
            script.accept(attempt);
            return true;
        });
        return new CompletionCall(
                endpoint,
                request,
                onDelta != null,
                onDelta == null ? CallListener.NONE : CallListener.of(onDelta),
                List.of("said before"),
                sender,
                new CostEstimator(endpoint, new ModelCatalog(), request, text -> new TokenCount(text.length(), false)),
                () -> millis.get() * 1_000_000);
    }

    private void after(long pause) {
        millis.addAndGet(pause);
    }

    private static ProviderException thrownBy(CompletionCall call) {
        try {
            CompletionResponse answer = call.attempt().await().indefinitely();
            throw new AssertionError("It answered: " + answer);
        } catch (ProviderException e) {
            return e;
        }
    }

    private static void answer(CallAttempt attempt, String text) {
        attempt.answer().text(text);
        attempt.answer().finish(FinishReason.STOP, "stop");
        attempt.answer().counts(new CompletionAccumulator.Counts(3L, 2L, null, null, null, null));
    }

    @Test
    void a_stream_is_timed_by_its_tokens() {
        CompletionResponse response = call(deltas::add, attempt -> {
                    attempt.connected(true);
                    after(100);
                    attempt.answer().reasoning("hm");
                    after(30);
                    attempt.answer().text("a");
                    after(50);
                    answer(attempt, "b");
                    after(20);
                })
                .attempt()
                .await()
                .indefinitely();
        assertThat(deltas)
                .containsExactly(
                        new Delta(Delta.Kind.REASONING, "hm"),
                        new Delta(Delta.Kind.TEXT, "a"),
                        new Delta(Delta.Kind.TEXT, "b"));
        assertThat(response.timings().connect()).isZero();
        assertThat(response.timings().ttft()).isEqualTo(Duration.ofMillis(100));
        assertThat(response.timings().ttfo()).isEqualTo(Duration.ofMillis(130));
        assertThat(response.timings().maxGap()).isEqualTo(Duration.ofMillis(50));
        assertThat(response.timings().total()).isEqualTo(Duration.ofMillis(200));
        assertThat(response.content()).isEqualTo("ab");
        assertThat(response.reasoning()).isEqualTo("hm");
        assertThat(response.usage().total()).isEqualTo(5);
        assertThat(response.warnings())
                .containsExactly(
                        "said before",
                        "The cost is unknown: m at acme has no known price for input, output. Set price_per_mtok in"
                                + " [models.m].");
        assertThat(response.costUsd()).isNull();
    }

    @Test
    void a_whole_answer_has_no_first_token() {
        CompletionResponse response = call(null, attempt -> {
                    after(80);
                    answer(attempt, "text");
                })
                .attempt()
                .await()
                .indefinitely();
        assertThat(response.timings().ttft()).isNull();
        assertThat(response.timings().maxGap()).isNull();
        assertThat(response.timings().total()).isEqualTo(Duration.ofMillis(80));
        assertThat(response.timings().connect()).isNull();
    }

    @Test
    void what_comes_after_completion_is_not_timed() {
        CompletionResponse response = call(deltas::add, attempt -> {
                    after(10);
                    answer(attempt, "text");
                    attempt.complete();
                    after(500);
                })
                .attempt()
                .await()
                .indefinitely();
        assertThat(response.timings().total()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void a_failure_is_repeated_after_the_wait_the_server_asks_for() {
        CompletionCall call = call(null, attempt -> {
            attempt.responded(429, Map.of("retry-after", "7")::get);
            throw attempt.refusal(new ErrorResponse(429, null, null, "slow down"));
        });
        ProviderException failure = thrownBy(call);
        assertThat(failure).isInstanceOf(ProviderException.Transient.class);
        assertThat(failure.nextWait().orElseThrow().time()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure.nextWait().orElseThrow().reason()).isEqualTo("retry-after");
    }

    @Test
    void waits_and_failed_attempts_are_not_the_latency_of_the_one_that_answered() {
        CompletionCall call = call(null, attempt -> {
            after(40);
            if (millis.get() < 1000) {
                throw Failure.UNAVAILABLE.because("down");
            }
            answer(attempt, "up");
        });
        assertThat(thrownBy(call)).isInstanceOf(ProviderException.Transient.class);
        after(1000);
        CompletionResponse response = call.attempt().await().indefinitely();
        assertThat(response.timings().total()).isEqualTo(Duration.ofMillis(40));
        assertThat(response.timings().waited()).isEqualTo(Duration.ofMillis(1040));
        assertThat(response.attempts()).hasSize(2);
        assertThat(response.attempts().get(0).failure()).isEqualTo(Failure.UNAVAILABLE);
        assertThat(response.attempts().get(0).waited()).isZero();
        assertThat(response.attempts().get(1).failure()).isNull();
        assertThat(response.attempts().get(1).waited()).isEqualTo(Duration.ofMillis(1000));
        assertThat(response.attempts().get(1).waitReason()).isEqualTo("backoff");
    }

    @Test
    void the_last_attempt_that_is_allowed_ends_the_call_with_all_that_is_known() {
        CompletionCall call = call(null, attempt -> {
            throw Failure.UNAVAILABLE.because("down");
        });
        for (int i = 0; i < 3; i++) {
            assertThat(thrownBy(call)).isInstanceOf(ProviderException.Transient.class);
        }
        ProviderException end = thrownBy(call);
        assertThat(end).isInstanceOf(ProviderException.Permanent.class).hasMessage("down");
        assertThat(end.isRetryable()).isTrue();
        assertThat(end.response().orElseThrow().attempts()).hasSize(4);
    }

    @Test
    void a_wait_longer_than_accepted_ends_the_call_at_once() {
        ProviderException end = thrownBy(call(null, attempt -> {
            attempt.responded(429, Map.of("retry-after", "3600")::get);
            throw attempt.refusal(new ErrorResponse(429, null, null, null));
        }));
        assertThat(end).isInstanceOf(ProviderException.Permanent.class);
        assertThat(end.hint()).contains("Try again in 60 min; waits here are limited to 60 s (max_retry_wait).");
    }

    @Test
    void what_was_handed_over_is_never_asked_for_again() {
        ProviderException end = thrownBy(call(deltas::add, attempt -> {
            attempt.answer().text("half");
            throw Failure.UNREACHABLE.because("The connection was closed early.");
        }));
        assertThat(end).isInstanceOf(ProviderException.Permanent.class);
        assertThat(end.failure()).isEqualTo(Failure.MALFORMED);
        assertThat(end.isRetryable()).isFalse();
        assertThat(end.response().orElseThrow().content()).isEqualTo("half");
    }

    @Test
    void the_servers_own_word_on_retrying_wins() {
        ProviderException again = thrownBy(call(null, attempt -> {
            attempt.responded(409, Map.of("x-should-retry", "true")::get);
            throw attempt.refusal(new ErrorResponse(409, null, null, "locked"));
        }));
        assertThat(again).isInstanceOf(ProviderException.Transient.class);
        ProviderException never = thrownBy(call(null, attempt -> {
            attempt.responded(503, Map.of("x-should-retry", "false")::get);
            throw attempt.refusal(new ErrorResponse(503, null, null, "down for good"));
        }));
        assertThat(never).isInstanceOf(ProviderException.Permanent.class);
    }

    @Test
    void a_bug_stays_what_it_is() {
        CompletionCall call = call(null, attempt -> {
            throw new IllegalStateException("oops");
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> call.attempt().await().indefinitely()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("oops");
    }

    @Test
    void a_wait_that_ends_after_the_deadline_is_not_begun() {
        RetryPolicy retryPolicy = new RetryPolicy(endpoint.settings());
        Deadline deadline = new Deadline(Duration.ofSeconds(5), () -> millis.get() * 1_000_000, 0);
        ProviderException asked = Failure.RATE_LIMITED.because("slow down").retryAfter(Duration.ofSeconds(4));
        assertThat(retryPolicy.judge(asked, 1, false, deadline).nextWait()).isPresent();
        after(1500);
        ProviderException end = retryPolicy.judge(asked, 1, false, deadline);
        assertThat(end.nextWait()).isEmpty();
        assertThat(end.hint()).contains("Try again in 4 s; that is too late for the deadline (5 s).");
        assertThat(end.failure()).isEqualTo(Failure.RATE_LIMITED);
    }

    @Test
    void a_silent_attempt_is_ended_by_the_timeout_that_comes_first() {
        ProviderSettings.Timeouts timeouts = new ProviderSettings.Timeouts(
                Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(2), null);
        Stopwatch stopwatch = new Stopwatch(() -> millis.get() * 1_000_000);
        assertThat(TimeoutState.of("acme", timeouts, stopwatch, false).left()).isEqualTo(Duration.ofSeconds(60));
        after(2500);
        stopwatch.life();
        assertThat(TimeoutState.of("acme", timeouts, stopwatch, true).left()).isEqualTo(Duration.ofMillis(500));
        after(500);
        assertThat(TimeoutState.of("acme", timeouts, stopwatch, true).failure())
                .hasMessage("acme gave no first token in 3 s (first_token_timeout).");
        stopwatch.token(true);
        assertThat(TimeoutState.of("acme", timeouts, stopwatch, true).left()).isEqualTo(Duration.ofMillis(1500));
        stopwatch.life();
        after(2000);
        assertThat(TimeoutState.of("acme", timeouts, stopwatch, true)).satisfies(patience -> {
            assertThat(patience.isOver()).isTrue();
            assertThat(patience.failure())
                    .hasMessage("acme fell silent in the middle of the answer for 2 s (idle_timeout).");
        });
        after(60_000);
        stopwatch.life();
        assertThat(TimeoutState.of("acme", timeouts, stopwatch, true).failure())
                .hasMessage("acme gave no complete answer in 60 s (timeout).");
    }

    @Test
    void nothing_comes_to_an_answer_that_was_given_up() {
        Exchanges given = new Exchanges(200);
        given.exchange().receive(() -> given.exchange().answer().text("a"));
        given.exchange().close();
        given.exchange().receive(() -> given.exchange().answer().text("b"));
        assertThat(given.text()).isEqualTo("a");
    }
}
