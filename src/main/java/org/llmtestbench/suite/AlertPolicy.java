package org.llmtestbench.suite;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The decision of {@code --alert-after}: a run fails only if enough runs have failed in a row.
 *
 * @param exitCode the exit code of the process
 * @param message the alert, or why there is none; empty if there is nothing to report
 */
public record AlertPolicy(int exitCode, Optional<String> message) {
    /** Exit codes of wrong usage, bugs and invalid configuration, which are never delayed. */
    private static final Set<Integer> NEVER_DELAYED = Set.of(64, 70, 78);

    /**
     * Decides for this run.
     *
     * @param after how many runs must fail in a row, including this run, from 1; at most
     *     {@link History#MAX_RUNS} are counted
     * @param history earlier runs, oldest first; interrupted runs are ignored
     * @param now this run, with its own exit code
     */
    public static AlertPolicy decide(int after, List<RunRecord> history, RunRecord now) {
        if (after < 1) {
            throw new IllegalArgumentException("--alert-after must be at least 1, but is " + after + ".");
        }
        if (now.wasInterrupted() || NEVER_DELAYED.contains(now.exitCode())) {
            return new AlertPolicy(now.exitCode(), Optional.empty());
        }
        List<RunRecord> counted =
                history.stream().filter(run -> !run.wasInterrupted()).toList();
        int needed = Math.min(after, History.MAX_RUNS);
        int failed = failedInARow(counted);
        return now.exitCode() == 0 ? passed(needed, failed, counted) : failed(needed, failed + 1, counted, now);
    }

    private static AlertPolicy passed(int after, int failed, List<RunRecord> counted) {
        if (failed < after) {
            return new AlertPolicy(0, Optional.empty());
        }
        String since = counted.get(counted.size() - failed).startedAt();
        return new AlertPolicy(
                0, Optional.of("Recovered: " + runs(failed) + " had failed in a row, since " + since + "."));
    }

    private static AlertPolicy failed(int after, int failed, List<RunRecord> counted, RunRecord now) {
        if (failed < after) {
            return new AlertPolicy(
                    0,
                    Optional.of("Failed (exit code " + now.exitCode() + "), but no alert yet: " + failed + " of "
                            + after + " runs in a row, so the exit code is 0."));
        }
        String since = failed == 1
                ? now.startedAt()
                : counted.get(counted.size() - failed + 1).startedAt();
        return new AlertPolicy(
                now.exitCode(), Optional.of("Alert: " + runs(failed) + " failed in a row, since " + since + "."));
    }

    private static int failedInARow(List<RunRecord> counted) {
        int failed = 0;
        while (failed < counted.size()
                && counted.get(counted.size() - 1 - failed).exitCode() != 0) {
            failed++;
        }
        return failed;
    }

    private static String runs(int count) {
        return count == 1 ? "1 run" : count >= History.MAX_RUNS ? "at least " + count + " runs" : count + " runs";
    }
}
