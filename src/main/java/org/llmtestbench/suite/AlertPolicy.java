package org.llmtestbench.suite;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code --alert-after} makes of a run: red only when enough runs failed in a row, recovered only once.
 *
 * @param exitCode what the process should end with
 * @param message what there is to say about it, if anything
 */
public record AlertPolicy(int exitCode, Optional<String> message) {
    /** Nobody is patient with a bug, a wrong command line or a wrong file. */
    private static final Set<Integer> AT_ONCE = Set.of(64, 70, 78);

    /**
     * Decides for this run.
     *
     * @param after how many runs must fail in a row, this one included; 1 makes every failure red, and more than a
     *     history gives are never waited for
     * @param history earlier runs, oldest first; those that were cut short count for nothing
     * @param now this run, with its own exit code
     */
    public static AlertPolicy decide(int after, List<RunRecord> history, RunRecord now) {
        if (after < 1) {
            throw new IllegalArgumentException("Nothing can be red after " + after + " runs.");
        }
        if (now.wasCutShort() || AT_ONCE.contains(now.exitCode())) {
            return new AlertPolicy(now.exitCode(), Optional.empty());
        }
        List<RunRecord> counted =
                history.stream().filter(run -> !run.wasCutShort()).toList();
        int needed = Math.min(after, History.READ);
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
        return count == 1 ? "1 run" : count >= History.READ ? "at least " + count + " runs" : count + " runs";
    }
}
