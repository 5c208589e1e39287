package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.ProviderSettings.Limits;
import org.llmtestbench.provider.client.EndpointLimiter.Permit;

class CallLimiterTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<UniEmitter<? super String>> running = new ArrayList<>();
    private final List<Optional<String>> reasons = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return 0;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private CallLimiter gate(Limits limits) {
        return new CallLimiter(limits, new EndpointLimiter(clock));
    }

    private Cancellable call(CallLimiter gate) {
        return gate.<String>pass(0, Deadline.NONE, wait -> {}, permit -> {
                    permit.sent().run();
                    reasons.add(permit.waitedFor());
                    return Uni.createFrom().emitter(running::add);
                })
                .subscribe()
                .with(answers::add, failures::add);
    }

    private static Uni<String> sent(Permit permit, String answer) {
        permit.sent().run();
        return Uni.createFrom().item(answer);
    }

    @Test
    void calls_over_the_limit_wait_for_the_end_of_others() {
        CallLimiter gate = gate(new Limits(2, 10, 0, 0));
        IntStream.range(0, 4).forEach(i -> call(gate));
        assertThat(running).hasSize(2);
        running.get(0).complete("a");
        assertThat(running).hasSize(3);
        running.get(1).fail(new IllegalStateException("b"));
        assertThat(running).hasSize(4);
        assertThat(answers).containsExactly("a");
        assertThat(failures).hasSize(1);
        assertThat(reasons)
                .containsExactly(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("max-concurrent"),
                        Optional.of("max-concurrent"));
    }

    @Test
    void a_full_queue_says_that_the_limit_is_local() {
        CallLimiter gate = gate(new Limits(1, 1, 0, 0));
        IntStream.range(0, 3).forEach(i -> call(gate));
        assertThat(failures).singleElement().isInstanceOfSatisfying(ProviderException.Permanent.class, e -> {
            assertThat(e.failure()).isEqualTo(Failure.RATE_LIMITED);
            assertThat(e).hasMessage("Too many calls wait here already: 1 (max_queued, a local limit).");
        });
    }

    @Test
    void who_goes_away_gives_up_the_place_in_the_queue_or_in_the_call() {
        CallLimiter gate = gate(new Limits(1, 10, 0, 0));
        Cancellable first = call(gate);
        Cancellable second = call(gate);
        call(gate);
        second.cancel();
        assertThat(running).hasSize(1);
        first.cancel();
        assertThat(running).hasSize(2);
        running.get(1).complete("third");
        assertThat(answers).containsExactly("third");
        call(gate);
        assertThat(running).hasSize(3);
    }

    @Test
    void without_limits_nobody_waits() {
        CallLimiter gate = gate(Limits.NONE);
        IntStream.range(0, 5000).forEach(i -> call(gate));
        assertThat(running).hasSize(5000);
        assertThat(reasons).containsOnly(Optional.empty());
    }

    @Test
    void without_limits_a_deadline_that_is_over_is_no_matter_of_the_gate() {
        Deadline over = new Deadline(Duration.ZERO, () -> 0, 0);
        String passed = gate(Limits.NONE)
                .<String>pass(0, over, waits::add, permit -> Uni.createFrom().item("in"))
                .await()
                .indefinitely();
        assertThat(passed).isEqualTo("in");
    }

    @Test
    void requests_over_the_rate_wait_without_a_thread_and_say_so() {
        CallLimiter gate = gate(new Limits(0, 0, 60, 0));
        List<Uni<String>> all = IntStream.range(0, 8)
                .mapToObj(i -> gate.<String>pass(0, Deadline.NONE, waits::add, permit -> {
                    permit.sent().run();
                    reasons.add(permit.waitedFor());
                    return Uni.createFrom().item("x");
                }))
                .toList();
        all.subList(0, 6).forEach(call -> call.subscribe().with(answers::add, failures::add));
        assertThat(answers).hasSize(6);
        assertThat(waits).isEmpty();
        all.subList(6, 8)
                .forEach(call ->
                        call.subscribe().with(answers::add, failures::add).cancel());
        assertThat(waits)
                .containsExactly(
                        new Wait(Duration.ofSeconds(1), "rate-limit"), new Wait(Duration.ofSeconds(1), "rate-limit"));
        assertThat(reasons).hasSize(6).containsOnly(Optional.empty());
    }

    @Test
    void a_wait_that_ends_after_the_deadline_is_not_begun() {
        CallLimiter gate = gate(new Limits(0, 0, 6, 0));
        Deadline deadline = new Deadline(Duration.ofSeconds(9), () -> 0, 0);
        List<ProviderException> refused = IntStream.range(0, 3)
                .mapToObj(i -> gate.<String>pass(0, deadline, waits::add, permit -> sent(permit, "x")))
                .flatMap(call -> Stream.ofNullable(catchThrowableOfType(
                        ProviderException.class, () -> call.await().atMost(SOON))))
                .toList();
        assertThat(waits).isEmpty();
        assertThat(refused).hasSize(2).allSatisfy(e -> {
            assertThat(e.failure()).isEqualTo(Failure.RATE_LIMITED);
            assertThat(e)
                    .hasMessage("The next call may start in 10 s (requests_per_minute, a local limit),"
                            + " too late for the deadline (9 s).");
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(10));
        });
    }

    @Test
    void tokens_are_reserved_and_corrected_by_what_was_used() {
        CallLimiter gate = gate(new Limits(0, 0, 0, 600));
        tokens(gate, 60);
        assertThat(waits).isEmpty();
        tokens(gate, 500);
        assertThat(waits).containsExactly(new Wait(Duration.ofSeconds(50), "rate-limit"));
        // the call that waited went away: its tokens are there again
        tokens(gate, 10);
        assertThat(waits).hasSize(2).last().extracting(Wait::time).isEqualTo(Duration.ofSeconds(1));
        gate.reconcile(60, 10);
        tokens(gate, 40);
        assertThat(waits).hasSize(2);
        gate.reconcile(40, 50);
        tokens(gate, 10);
        assertThat(waits).hasSize(3).last().extracting(Wait::time).isEqualTo(Duration.ofSeconds(1));
    }

    private void tokens(CallLimiter gate, long expected) {
        gate.<String>pass(expected, Deadline.NONE, waits::add, permit -> sent(permit, "x"))
                .subscribe()
                .with(answers::add, failures::add)
                .cancel();
    }

    @Test
    void many_threads_never_pass_the_limit_together_and_none_is_forgotten() {
        CallLimiter gate = gate(new Limits(3, 1000, 0, 0));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Uni<Integer>> all = IntStream.range(0, 400)
                .mapToObj(i -> gate.<Integer>pass(
                                0,
                                Deadline.NONE,
                                wait -> {},
                                permit -> Uni.createFrom()
                                        .item(() -> {
                                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                            return i;
                                        })
                                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                                        .invoke(x -> inside.decrementAndGet()))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .toList();
        assertThat(Uni.join().all(all).andFailFast().await().atMost(SOON)).hasSize(400);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void a_failure_to_begin_is_the_calls_failure() {
        CallLimiter gate = gate(new Limits(1, 0, 0, 0));
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> gate.pass(
                                0,
                                Deadline.NONE,
                                wait -> {},
                                permit -> Uni.createFrom().failure(Failure.UNAVAILABLE.because("down")))
                        .await()
                        .atMost(SOON));
        assertThat(failure.failure()).isEqualTo(Failure.UNAVAILABLE);
        call(gate);
        assertThat(running).hasSize(1);
    }
}
