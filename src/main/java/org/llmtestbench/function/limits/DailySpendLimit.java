package org.llmtestbench.function.limits;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.Failure;

/**
 * Limits the spend of all callers in this process per day (UTC). Work that could exceed the limit is rejected before it
 * starts. Running work counts with its maximum cost; completed work counts with its real cost, on the day on which it
 * ended.
 */
public final class DailySpendLimit {
    private final BigDecimal perDay;
    private final Clock clock;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal reserved = BigDecimal.ZERO;
    private LocalDate day;

    /** @param perDay the limit in US dollars; 0 allows only free work */
    DailySpendLimit(BigDecimal perDay, Clock clock) {
        this.perDay = perDay;
        this.clock = clock;
        this.day = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    /** The amount that is reserved for running work. Settling it more than once has no effect. */
    public final class Held {
        private final BigDecimal maxUsd;
        private boolean settled;

        private Held(BigDecimal maxUsd) {
            this.maxUsd = maxUsd;
        }

        /** Replaces the reservation with the real cost in US dollars. */
        public void reconcile(BigDecimal usd) {
            synchronized (DailySpendLimit.this) {
                if (!settled) {
                    settled = true;
                    spentToday();
                    reserved = reserved.subtract(maxUsd);
                    spent = spent.add(usd);
                }
            }
        }
    }

    /**
     * Reserves the maximum cost of some work, in US dollars. Fails with {@link HttpProblemException} if it could exceed
     * the limit: 429 with {@code retry-after}, or 422 if it exceeds the limit of a whole day.
     */
    public synchronized Held reserve(BigDecimal maxUsd) {
        spentToday();
        if (maxUsd.compareTo(perDay) > 0) {
            throw exceeded(422, "Too expensive", "This can cost up to $" + plain(maxUsd) + ", which is more than")
                    .hint("Use a lower max_tokens, a shorter prompt or another model.");
        }
        if (maxUsd.signum() > 0 && spent.add(maxUsd).compareTo(perDay) > 0) {
            throw exceeded(
                            429,
                            "Daily limit reached",
                            "This can cost up to $" + plain(maxUsd) + ". Together with the $" + plain(spent)
                                    + " spent today, it could exceed")
                    .hint("A new day begins at midnight UTC.")
                    .header("retry-after", String.valueOf(untilTomorrow().toSeconds() + 1));
        }
        if (maxUsd.signum() > 0 && spent.add(reserved).add(maxUsd).compareTo(perDay) > 0) {
            throw exceeded(
                            429,
                            "Budget reserved",
                            "This can cost up to $" + plain(maxUsd) + ". Together with the $" + plain(spent)
                                    + " spent today and the $" + plain(reserved)
                                    + " reserved for running requests, it could exceed")
                    .hint("Wait until some of them are complete.")
                    .header("retry-after", "1");
        }
        reserved = reserved.add(maxUsd);
        return new Held(maxUsd);
    }

    /** The US dollars spent today, without running work. */
    synchronized BigDecimal spentToday() {
        LocalDate now = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        if (!now.equals(day)) {
            day = now;
            spent = BigDecimal.ZERO;
        }
        return spent;
    }

    private Duration untilTomorrow() {
        LocalDateTime now = LocalDateTime.now(clock.withZone(ZoneOffset.UTC));
        return Duration.between(now, now.toLocalDate().plusDays(1).atStartOfDay());
    }

    private HttpProblemException exceeded(int status, String title, String start) {
        String detail = start + " the daily limit of $" + plain(perDay) + " (max_usd_per_day).";
        return HttpProblemException.with(status, title, detail, Failure.BUDGET_EXCEEDED);
    }

    private static String plain(BigDecimal usd) {
        return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
    }
}
