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

    private final DailySpendLimit spending = new DailySpendLimit(new BigDecimal("1.00"), clock);

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private HttpProblemException refusal(String amount) {
        return catchThrowableOfType(HttpProblemException.class, () -> spending.reserve(usd(amount)));
    }

    @Test
    void what_is_under_way_counts_with_the_most_and_what_is_over_with_what_it_cost() {
        DailySpendLimit.Held held = spending.reserve(usd("0.90"));
        HttpProblemException refused = refusal("0.20");
        assertThat(Asked.told(refused))
                .isEqualTo(
                        "429 What is under way may cost the rest of today's money: $0.9 on top of $0; with this, up to"
                                + " $0.2, it could pass the $1 that may be spent a day (max_usd_per_day).\n"
                                + "Wait for some of it to end.");
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        held.reconcile(usd("0.30"));
        held.reconcile(usd("0.30"));
        assertThat(spending.today()).isEqualTo("0.30");
        spending.reserve(usd("0.70")).reconcile(usd("0.70"));
        assertThat(spending.today()).isEqualTo("1.00");
    }

    @Test
    void when_the_money_is_spent_the_next_day_begins_at_midnight_utc() {
        spending.reserve(usd("1")).reconcile(usd("0.95"));
        HttpProblemException refused = refusal("0.10");
        assertThat(Asked.told(refused))
                .isEqualTo(
                        "429 Today's money is spent: this can cost up to $0.1 on top of $0.95, and that would pass the"
                                + " $1 that may be spent a day (max_usd_per_day).\nA new day begins at midnight UTC.");
        assertThat(refused.headers()).containsEntry("retry-after", "7201");
        assertThat(refused.problem().failure().name()).isEqualTo("BUDGET_EXCEEDED");
        now = Instant.parse("2026-11-28T00:00:00Z");
        assertThat(refusal("0.10")).isNull();
    }

    @Test
    void what_costs_nothing_is_never_refused() {
        spending.reserve(usd("1")).reconcile(usd("5"));
        assertThat(refusal("0")).isNull();
        assertThat(refusal("0.01").problem().status()).isEqualTo(429);
    }

    @Test
    void what_can_never_be_paid_is_not_worth_waiting_for() {
        assertThat(Asked.told(refusal("1.01")))
                .isEqualTo(
                        "422 This can cost up to $1.01, more than the $1 that may be spent a day (max_usd_per_day).\n"
                                + "Ask for less: a lower max_tokens, a shorter prompt, another model.");
    }

    @Test
    void what_ends_after_midnight_counts_on_the_new_day() {
        DailySpendLimit.Held held = spending.reserve(usd("0.80"));
        now = now.plusSeconds(3 * 3600);
        assertThat(refusal("0.30").problem().title()).isEqualTo("Money held");
        held.reconcile(usd("0.80"));
        assertThat(spending.today()).isEqualTo("0.80");
    }

    @Test
    void many_at_once_never_pass_the_cap() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        CountDownLatch all = new CountDownLatch(1);
        List<Future<Boolean>> paid = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            paid.add(callers.submit(() -> {
                all.await();
                try {
                    spending.reserve(usd("0.01")).reconcile(usd("0.01"));
                    return true;
                } catch (HttpProblemException refused) {
                    return false;
                }
            }));
        }
        all.countDown();
        int through = 0;
        for (Future<Boolean> each : paid) {
            through += each.get() ? 1 : 0;
        }
        callers.shutdown();
        // a refusal because of what is under way is one for the moment
        assertThat(through).isBetween(93, 100);
        assertThat(spending.today()).isEqualByComparingTo(usd("0.01").multiply(BigDecimal.valueOf(through)));
    }
}
