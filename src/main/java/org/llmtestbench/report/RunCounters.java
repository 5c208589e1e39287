package org.llmtestbench.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.CaseResult;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.Verdict;

/** Counts a run's cases by what became of them. Safe for several threads. */
public final class RunCounters {
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    private final int total;
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Set<Failure> failures = EnumSet.noneOf(Failure.class);
    private BigDecimal costUsd = BigDecimal.ZERO;

    /** @param total cases that are to be run */
    public RunCounters(int total) {
        this.total = total;
    }

    /** Counts a case that is over; of one that ended before all its rounds, only the cost. */
    public synchronized void add(CaseResult result) {
        if (result.verdict() != Verdict.NOT_RUN) {
            counts.merge(result.verdict(), 1, Integer::sum);
        }
        costUsd = costUsd.add(result.costUsd());
        if (result.failure() != null) {
            failures.add(result.failure());
        }
    }

    /** One line while the run goes on, such as {@code 12 of 40 · 2 failed}. */
    public synchronized String line() {
        int bad = count(Verdict.FAILED) + count(Verdict.ERRORED);
        return done() + " of " + total + (bad == 0 ? "" : " · " + bad + " did not pass") + cost();
    }

    /** Cases that are to be run. */
    public int total() {
        return total;
    }

    private String cost() {
        return costUsd.signum() == 0 ? "" : " · $" + MoneyFormatter.rounded(costUsd);
    }

    /** Cases that are over. */
    public synchronized int done() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    /** The head of the run's report; what was not counted was not run. */
    public synchronized SuiteJson head(String suite, Instant start, Duration took, RunEndReason end) {
        SuiteJson.Summary summary = new SuiteJson.Summary(
                total,
                count(Verdict.PASSED),
                count(Verdict.FAILED),
                count(Verdict.ERRORED),
                count(Verdict.FLAKY),
                count(Verdict.SILENT),
                total - done(),
                costUsd.stripTrailingZeros());
        return new SuiteJson(
                1,
                suite,
                start.truncatedTo(ChronoUnit.MILLIS).toString(),
                Math.round(took.toNanos() / 1e3) / 1e3,
                exitCode(end),
                summary);
    }

    private int exitCode(RunEndReason end) {
        if (end == RunEndReason.INTERRUPTED || end == RunEndReason.TERMINATED) {
            return end == RunEndReason.TERMINATED ? TERMINATED : INTERRUPTED;
        }
        Set<Failure> all = EnumSet.noneOf(Failure.class);
        all.addAll(failures);
        end.failure().ifPresent(all::add);
        return Failure.gravest(all).map(Failure::exitCode).orElse(0);
    }

    /** The run in one line, such as {@code ping: 3 cases: 3 passed · $0.00002 · 1.21 s}. */
    public static String line(SuiteJson head) {
        BigDecimal cost = head.summary().costUsd();
        return head.suite() + ": " + VerdictFormatter.summary(head.summary())
                + (cost.signum() == 0 ? "" : " · $" + MoneyFormatter.rounded(cost)) + " · "
                + VerdictFormatter.time(head.durationMs());
    }
}
