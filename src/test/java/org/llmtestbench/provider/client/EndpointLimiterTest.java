package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.ProviderSettings.Limits;
import org.llmtestbench.provider.client.EndpointLimiter.Permit;

/** Permits of calls that are sent, refused, cancelled or too late, by a clock that is turned by hand. */
class EndpointLimiterTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final AtomicLong nanos = new AtomicLong();
    private final EndpointLimiter limiter = new EndpointLimiter(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    private final List<Wait> waits = new ArrayList<>();
    private final List<ProviderException> failures = new ArrayList<>();

    /** A call that has begun and goes on until the test ends it. */
    private record Running(Permit permit, UniEmitter<? super String> end) {}

    private final List<Running> running = new ArrayList<>();

    private Cancellable call(Limits limits) {
        return call(limits, 0, Deadline.NONE);
    }

    private Cancellable call(Limits limits, long expected, Deadline deadline) {
        return limiter.<String>pass(
                        limits,
                        expected,
                        deadline,
                        waits::add,
                        permit -> Uni.createFrom().emitter(end -> running.add(new Running(permit, end))))
                .subscribe()
                .with(answer -> {}, failure -> failures.add((ProviderException) failure));
    }

    private void send(int from, int to) {
        running.subList(from, to).forEach(call -> call.permit().sent().run());
    }

    private void end(int from, int to) {
        List.copyOf(running.subList(from, to)).forEach(call -> call.end().complete("x"));
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    @Test
    void a_thousand_calls_that_a_full_queue_refuses_take_no_permit() {
        Limits limits = new Limits(1, 0, 60, 0);
        call(limits);
        send(0, 1);
        IntStream.range(0, 1000).forEach(i -> call(limits));
        assertThat(failures).hasSize(1000);
        end(0, 1);
        for (int i = 1; i < 6; i++) {
            call(limits);
            send(i, i + 1);
            end(i, i + 1);
        }
        assertThat(running).hasSize(6);
        assertThat(waits).isEmpty();
        call(limits);
        assertThat(waits).containsExactly(new Wait(seconds(1), "rate-limit"));
    }

    @Test
    void a_thousand_calls_that_are_cancelled_while_they_wait_for_a_place_take_no_permit() {
        Limits limits = new Limits(1, 1000, 60, 600);
        call(limits, 1, Deadline.NONE);
        send(0, 1);
        List<Cancellable> waiting = IntStream.range(0, 1000)
                .mapToObj(i -> call(limits, 1, Deadline.NONE))
                .toList();
        waiting.forEach(Cancellable::cancel);
        waits.clear();
        end(0, 1);
        call(limits, 1, Deadline.NONE);
        assertThat(running).hasSize(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void calls_that_are_cancelled_while_they_wait_for_the_rate_give_their_permits_to_those_behind() {
        Limits limits = new Limits(0, 0, 6, 0);
        call(limits);
        send(0, 1);
        Cancellable first = call(limits);
        Cancellable second = call(limits);
        call(limits);
        assertThat(waits)
                .containsExactly(
                        new Wait(seconds(10), "rate-limit"),
                        new Wait(seconds(20), "rate-limit"),
                        new Wait(seconds(30), "rate-limit"));
        first.cancel();
        second.cancel();
        call(limits);
        assertThat(waits).hasSize(4).last().isEqualTo(new Wait(seconds(20), "rate-limit"));
    }

    @Test
    void a_call_that_ends_before_its_request_is_sent_gives_its_permits_back() {
        Limits limits = new Limits(0, 0, 6, 600);
        for (int i = 0; i < 20; i++) {
            Cancellable call = call(limits, 60, Deadline.NONE);
            if (i % 2 == 0) {
                running.get(i).end().fail(Failure.UNREACHABLE.because("refused"));
            } else {
                call.cancel();
            }
        }
        assertThat(running).hasSize(20);
        assertThat(waits).isEmpty();
    }

    @Test
    void a_call_that_is_sent_keeps_its_permits_however_it_ends() {
        Limits limits = new Limits(0, 0, 6, 0);
        Cancellable call = call(limits);
        send(0, 1);
        call.cancel();
        call(limits);
        assertThat(waits).containsExactly(new Wait(seconds(10), "rate-limit"));
    }

    @Test
    void a_call_behind_others_fails_at_once_when_its_turn_comes_after_its_deadline() {
        Limits limits = new Limits(0, 0, 6, 0);
        Deadline deadline = new Deadline(seconds(25), nanos::get, 0);
        call(limits);
        send(0, 1);
        IntStream.range(0, 4).forEach(i -> call(limits, 0, deadline));
        assertThat(waits).containsExactly(new Wait(seconds(10), "rate-limit"), new Wait(seconds(20), "rate-limit"));
        assertThat(failures).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.failure()).isEqualTo(Failure.RATE_LIMITED);
            assertThat(failure)
                    .hasMessage("The next call may start in 30 s (requests_per_minute, a local limit),"
                            + " too late for the deadline (25 s).");
            assertThat(failure.retryAfter()).contains(seconds(30));
        });
    }

    @Test
    void a_call_whose_deadline_is_too_near_when_its_turn_comes_takes_no_permit() {
        Limits limits = new Limits(1, 10, 60, 0);
        IntStream.range(0, 6).forEach(i -> {
            call(limits);
            send(i, i + 1);
            if (i < 5) {
                end(i, i + 1);
            }
        });
        Deadline deadline = new Deadline(Duration.ofMillis(1500), nanos::get, 0);
        call(limits, 0, deadline);
        nanos.addAndGet(Duration.ofMillis(600).toNanos());
        call(limits);
        nanos.addAndGet(Duration.ofMillis(300).toNanos());
        assertThat(running).hasSize(6);
        end(5, 6);
        // by now the next permit comes in 100 ms, in time for the first of the two
        assertThat(failures).isEmpty();
        assertThat(waits).hasSize(2);
    }

    @Test
    void calls_with_other_flags_and_the_same_numbers_are_counted_together() {
        Limits configured = new Limits(2, 1000, 60, 0);
        Limits ofASuite = new Limits(2, 5, 60, 0);
        call(configured);
        call(ofASuite);
        call(ofASuite);
        call(configured);
        assertThat(running).hasSize(2);
        send(0, 2);
        end(0, 1);
        end(1, 2);
        assertThat(running).hasSize(4);
        send(2, 4);
        end(2, 4);
        IntStream.range(4, 6).forEach(i -> {
            call(i % 2 == 0 ? configured : ofASuite);
            send(i, i + 1);
        });
        assertThat(waits).isEmpty();
        end(4, 6);
        call(ofASuite);
        assertThat(waits).containsExactly(new Wait(seconds(1), "rate-limit"));
    }

    @Test
    void a_lower_number_is_a_part_of_a_higher_one_and_does_not_lower_it() {
        Limits low = new Limits(2, 10, 0, 0);
        Limits high = new Limits(4, 10, 0, 0);
        IntStream.range(0, 3).forEach(i -> call(low));
        assertThat(running).hasSize(2);
        IntStream.range(0, 4).forEach(i -> call(high));
        assertThat(running).hasSize(4);
        // a place of a high number: the low ones are still two
        end(2, 3);
        assertThat(running).hasSize(5);
        // a place of a low number: the call that came first has it
        end(0, 1);
        assertThat(running).hasSize(6);
        assertThat(running.get(5).permit().waitedFor()).contains("max-concurrent");
        end(1, 2);
        end(3, 6);
        assertThat(running).hasSize(7);
    }

    @Test
    void a_higher_number_goes_on_when_the_lower_one_is_reached_from_above() {
        Limits low = new Limits(1, 10, 0, 0);
        Limits high = new Limits(3, 10, 0, 0);
        IntStream.range(0, 3).forEach(i -> call(high));
        call(low);
        assertThat(running).hasSize(3);
        end(0, 1);
        assertThat(running).hasSize(4);
        call(low);
        call(high);
        assertThat(running).hasSize(4);
        end(1, 2);
        assertThat(running).hasSize(5);
    }

    @Test
    void requests_with_a_lower_rate_count_for_the_higher_one_and_not_the_reverse() {
        Limits low = new Limits(0, 0, 60, 0);
        Limits high = new Limits(0, 0, 120, 0);
        IntStream.range(0, 6).forEach(i -> call(low));
        IntStream.range(0, 6).forEach(i -> call(high));
        send(0, 12);
        assertThat(running).hasSize(12);
        assertThat(waits).isEmpty();
        call(high);
        assertThat(waits).containsExactly(new Wait(Duration.ofMillis(500), "rate-limit"));
        call(low);
        assertThat(waits).hasSize(2).last().isEqualTo(new Wait(seconds(1), "rate-limit"));
    }

    @Test
    void calls_without_limits_are_not_counted_and_never_wait() {
        Limits one = new Limits(1, 10, 6, 0);
        call(one);
        send(0, 1);
        IntStream.range(0, 100).forEach(i -> call(Limits.NONE));
        assertThat(running)
                .hasSize(101)
                .last()
                .satisfies(call -> assertThat(call.permit().waitedFor()).isEmpty());
        end(0, 1);
        call(one);
        assertThat(waits).containsExactly(new Wait(seconds(10), "rate-limit"));
    }

    @Test
    void tokens_of_a_call_that_is_not_sent_are_put_back_and_those_of_others_are_corrected() {
        Limits limits = new Limits(1, 10, 0, 600);
        call(limits, 60, Deadline.NONE);
        end(0, 1);
        call(limits, 60, Deadline.NONE);
        assertThat(waits).isEmpty();
        send(1, 2);
        limiter.reconcile(limits, 60, 10);
        end(1, 2);
        call(limits, 50, Deadline.NONE);
        assertThat(waits).isEmpty();
    }

    @Test
    void calls_wait_for_the_rate_and_then_go_in_the_order_in_which_they_came() {
        Limits limits = new Limits(3, 1000, 6000, 0);
        List<Integer> order = new ArrayList<>();
        List<Optional<String>> reasons = new ArrayList<>();
        List<Uni<Integer>> calls = IntStream.range(0, 620)
                .mapToObj(i -> limiter.<Integer>pass(limits, 0, Deadline.NONE, wait -> {}, permit -> {
                    permit.sent().run();
                    order.add(i);
                    reasons.add(permit.waitedFor());
                    nanos.addAndGet(permit.waitedFor().isEmpty() ? 0 : 10_000_000);
                    return Uni.createFrom().item(i);
                }))
                .toList();
        assertThat(Uni.join().all(calls).andFailFast().await().atMost(SOON)).hasSize(620);
        assertThat(order).hasSize(620).isSorted();
        assertThat(reasons.subList(0, 600)).containsOnly(Optional.empty());
        assertThat(reasons.subList(600, 620)).containsOnly(Optional.of("rate-limit"));
    }

    @Test
    void whatever_threads_do_no_limit_is_passed_and_all_permits_come_back() {
        EndpointLimiter real = new EndpointLimiter(TimeMeter.SYSTEM_NANOTIME);
        Limits low = new Limits(2, 10_000, 0, 0);
        Limits high = new Limits(5, 10_000, 0, 0);
        AtomicInteger lows = new AtomicInteger();
        AtomicInteger all = new AtomicInteger();
        AtomicInteger mostLows = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Uni<Integer>> calls = IntStream.range(0, 600)
                .mapToObj(i -> {
                    boolean isLow = i % 3 == 0;
                    Uni<Integer> call = real.<Integer>pass(
                            isLow ? low : high,
                            0,
                            Deadline.NONE,
                            wait -> {},
                            permit -> Uni.createFrom()
                                    .item(() -> {
                                        most.accumulateAndGet(all.incrementAndGet(), Math::max);
                                        if (isLow) {
                                            mostLows.accumulateAndGet(lows.incrementAndGet(), Math::max);
                                        }
                                        permit.sent().run();
                                        all.decrementAndGet();
                                        lows.addAndGet(isLow ? -1 : 0);
                                        return i;
                                    })
                                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
                    return i % 7 == 0 ? givenUp(call) : call;
                })
                .map(call -> call.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .toList();
        assertThat(Uni.join().all(calls).andFailFast().await().atMost(SOON)).hasSize(600);
        assertThat(most.get()).isBetween(1, 5);
        assertThat(mostLows.get()).isBetween(1, 2);
        assertThat(real.isFull(low)).isFalse();
        assertThat(real.isFull(high)).isFalse();
    }

    /** Cancelled as soon as it is begun. */
    private static Uni<Integer> givenUp(Uni<Integer> call) {
        return Uni.createFrom().item(() -> {
            call.subscribe().with(answer -> {}, failure -> {}).cancel();
            return -1;
        });
    }
}
