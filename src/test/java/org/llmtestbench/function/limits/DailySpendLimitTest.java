package org.llmtestbench.function.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.auth.Asked;

class DailySpendLimitTest {
    private Instant now = Instant.parse("2026-11-27T22:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.ofHours(9);
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    };

    private final DailySpendLimit limit = new DailySpendLimit(new BigDecimal("1.00"), clock);

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private HttpProblemException refusal(String amount) {
        return catchThrowableOfType(HttpProblemException.class, () -> limit.reserve(usd(amount)));
    }

    @Test
    void running_work_counts_with_its_maximum_cost_and_completed_work_with_its_real_cost() {
        DailySpendLimit.Held reservation = limit.reserve(usd("0.90"));
        HttpProblemException refused = refusal("0.20");
        assertThat(Asked.text(refused))
                .isEqualTo("429 This can cost up to $0.2. Together with the $0 spent today and the $0.9 reserved for"
                        + " running requests, it could exceed the daily limit of $1 (max_usd_per_day).\n"
                        + "Wait until some of them are complete.");
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        reservation.reconcile(usd("0.30"));
        reservation.reconcile(usd("0.30"));
        assertThat(limit.spentToday()).isEqualTo("0.30");
        limit.reserve(usd("0.70")).reconcile(usd("0.70"));
        assertThat(limit.spentToday()).isEqualTo("1.00");
    }

    @Test
    void after_the_limit_is_reached_the_next_day_begins_at_midnight_utc() {
        limit.reserve(usd("1")).reconcile(usd("0.95"));
        HttpProblemException refused = refusal("0.10");
        assertThat(Asked.text(refused))
                .isEqualTo(
                        "429 This can cost up to $0.1. Together with the $0.95 spent today, it could exceed the daily"
                                + " limit of $1 (max_usd_per_day).\nA new day begins at midnight UTC.");
        assertThat(refused.headers()).containsEntry("retry-after", "7201");
        assertThat(refused.problem().failure().name()).isEqualTo("BUDGET_EXCEEDED");
        now = Instant.parse("2026-11-28T00:00:00Z");
        assertThat(refusal("0.10")).isNull();
    }

    @Test
    void free_work_is_never_refused() {
        limit.reserve(usd("1")).reconcile(usd("5"));
        assertThat(refusal("0")).isNull();
        assertThat(refusal("0.01").problem().status()).isEqualTo(429);
    }

    @Test
    void a_cost_above_the_limit_of_a_day_is_refused_without_retry() {
        assertThat(Asked.text(refusal("1.01")))
                .isEqualTo(
                        "422 This can cost up to $1.01, which is more than the daily limit of $1 (max_usd_per_day).\n"
                                + "Use a lower max_tokens, a shorter prompt or another model.");
    }

    @Test
    void work_that_ends_after_midnight_counts_on_the_new_day() {
        DailySpendLimit.Held reservation = limit.reserve(usd("0.80"));
        now = now.plusSeconds(3 * 3600);
        assertThat(refusal("0.30").problem().title()).isEqualTo("Budget reserved");
        reservation.reconcile(usd("0.80"));
        assertThat(limit.spentToday()).isEqualTo("0.80");
    }

    @Test
    void concurrent_reservations_never_exceed_the_limit() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> paid = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            paid.add(callers.submit(() -> {
                start.await();
                try {
                    limit.reserve(usd("0.01")).reconcile(usd("0.01"));
                    return true;
                } catch (HttpProblemException refused) {
                    return false;
                }
            }));
        }
        start.countDown();
        int accepted = 0;
        for (Future<Boolean> each : paid) {
            accepted += each.get() ? 1 : 0;
        }
        callers.shutdown();
        // concurrent reservations can refuse a few calls that would have fitted
        assertThat(accepted).isBetween(93, 100);
        assertThat(limit.spentToday()).isEqualByComparingTo(usd("0.01").multiply(BigDecimal.valueOf(accepted)));
    }
}
