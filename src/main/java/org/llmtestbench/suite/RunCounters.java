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

    /** Cases that failed or could not be judged. */
    public synchronized int notPassed() {
        return count(Verdict.FAILED) + count(Verdict.ERRORED);
    }

    /** What all calls cost so far, in US dollars. */
    public synchronized BigDecimal costUsd() {
        return costUsd;
    }

    /** Cases that are to be run. */
    public int total() {
        return total;
    }

    /** Cases that are over. */
    public synchronized int done() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    /** The head of the run's report; what was not counted was not run. */
    public synchronized SuiteJson head(String suite, Instant start, Duration took, RunEndReason endReason) {
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
