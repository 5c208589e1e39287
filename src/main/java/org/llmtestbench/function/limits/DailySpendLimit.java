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
 * What all callers together spend on a day (UTC) in this process: nothing begins that could pass the cap. What is under
 * way counts with the most it can cost, what is over with what it did, on the day on which it ended.
 */
public final class DailySpendLimit {
    private final BigDecimal perDay;
    private final Clock clock;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal held = BigDecimal.ZERO;
    private LocalDate day;

    /** @param perDay in US dollars; 0 allows nothing but what is free */
    DailySpendLimit(BigDecimal perDay, Clock clock) {
        this.perDay = perDay;
        this.clock = clock;
        this.day = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    /** What is held for something under way, to be settled once; more often does no harm. */
    public final class Held {
        private final BigDecimal most;
        private boolean settled;

        private Held(BigDecimal most) {
            this.most = most;
        }

        /** It is over, and this is what it cost. */
        public void reconcile(BigDecimal usd) {
            synchronized (DailySpendLimit.this) {
                if (!settled) {
                    settled = true;
                    today();
                    held = held.subtract(most);
                    spent = spent.add(usd);
                }
            }
        }
    }

    /**
     * Holds what something can cost; fails with {@link HttpProblemException} when the day's cap leaves too little: 429 with the time to
     * come back, or 422 when it never will be enough.
     */
    public synchronized Held reserve(BigDecimal most) {
        today();
        if (most.compareTo(perDay) > 0) {
            throw refused(422, "Too expensive", "This can cost up to $" + plain(most) + ", more than")
                    .hint("Ask for less: a lower max_tokens, a shorter prompt, another model.");
        }
        if (most.signum() > 0 && spent.add(most).compareTo(perDay) > 0) {
            throw refused(
                            429,
                            "Spent for today",
                            "Today's money is spent: this can cost up to $" + plain(most) + " on top of $"
                                    + plain(spent) + ", and that would pass")
                    .hint("A new day begins at midnight UTC.")
                    .header("retry-after", String.valueOf(untilTomorrow().toSeconds() + 1));
        }
        if (most.signum() > 0 && spent.add(held).add(most).compareTo(perDay) > 0) {
            throw refused(
                            429,
                            "Money held",
                            "What is under way may cost the rest of today's money: $" + plain(held) + " on top of $"
                                    + plain(spent) + "; with this, up to $" + plain(most) + ", it could pass")
                    .hint("Wait for some of it to end.")
                    .header("retry-after", "1");
        }
        held = held.add(most);
        return new Held(most);
    }

    /** What was spent today so far, without what is under way. */
    synchronized BigDecimal today() {
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

    private HttpProblemException refused(int status, String title, String what) {
        String detail = what + " the $" + plain(perDay) + " that may be spent a day (max_usd_per_day).";
        return HttpProblemException.with(status, title, detail, Failure.BUDGET_EXCEEDED);
    }

    private static String plain(BigDecimal usd) {
        return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
    }
}
