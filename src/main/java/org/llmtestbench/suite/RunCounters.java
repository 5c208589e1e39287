package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.llmtestbench.provider.Failure;

/** Counts the cases of a run by verdict, and sums up their cost. Thread-safe. */
public final class RunCounters {
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    private final int total;
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Set<Failure> failures = EnumSet.noneOf(Failure.class);
    private BigDecimal costUsd = BigDecimal.ZERO;

    /** @param total the number of cases to run */
    public RunCounters(int total) {
        this.total = total;
    }

    /** Adds a result; a case without a verdict adds only its cost. */
    public synchronized void add(CaseResult result) {
        if (result.verdict() != Verdict.NOT_RUN) {
            counts.merge(result.verdict(), 1, Integer::sum);
        }
        costUsd = costUsd.add(result.costUsd());
        if (result.failure() != null) {
            failures.add(result.failure());
        }
    }

    /** The number of failed and errored cases. */
    public synchronized int notPassed() {
        return count(Verdict.FAILED) + count(Verdict.ERRORED);
    }

    /** The cost of all calls so far, in US dollars. */
    public synchronized BigDecimal costUsd() {
        return costUsd;
    }

    /** The number of cases to run. */
    public int total() {
        return total;
    }

    /** The number of completed cases. */
    public synchronized int done() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    /** The head of the run's report; cases without a result count as not run. */
    public synchronized SuiteJson head(String suite, Instant start, Duration duration, RunEndReason endReason) {
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
                Math.round(duration.toNanos() / 1e3) / 1e3,
                exitCode(endReason),
                summary);
    }

    private int exitCode(RunEndReason endReason) {
        if (endReason == RunEndReason.INTERRUPTED || endReason == RunEndReason.TERMINATED) {
            return endReason == RunEndReason.TERMINATED ? TERMINATED : INTERRUPTED;
        }
        Set<Failure> all = EnumSet.noneOf(Failure.class);
        all.addAll(failures);
        endReason.failure().ifPresent(all::add);
        return Failure.mostSevere(all).map(Failure::exitCode).orElse(0);
    }
}
