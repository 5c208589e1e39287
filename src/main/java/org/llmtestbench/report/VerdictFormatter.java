package org.llmtestbench.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;
import org.llmtestbench.suite.RunCounters;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** Formats verdicts, cases and runs for people. */
public final class VerdictFormatter {
    private VerdictFormatter() {}

    /** The name of a verdict, such as {@code not run}. */
    static String label(Verdict verdict) {
        return verdict.label().replace('_', ' ');
    }

    /** A symbol for the verdict that is distinct without colours. */
    static String glyph(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "✓";
            case FLAKY -> "≈";
            case SILENT -> "○";
            case FAILED -> "✕";
            case ERRORED -> "!";
            case NOT_RUN -> "–";
        };
    }

    static String emoji(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "✅";
            case FLAKY -> "⚠️";
            case SILENT -> "🔇";
            case FAILED -> "❌";
            case ERRORED -> "💥";
            case NOT_RUN -> "⏭️";
        };
    }

    /** Whether the verdict is other than passed. */
    static boolean isNotPassed(Verdict verdict) {
        return verdict != Verdict.PASSED;
    }

    /** Whether the case failed or errored. */
    static boolean isBad(Verdict verdict) {
        return verdict == Verdict.FAILED || verdict == Verdict.ERRORED;
    }

    /** Why a case did not pass: the checks that were not met, or else the errors of its runs; may be empty. */
    static List<String> reasons(CaseJson result) {
        List<String> checks = result.checks().stream()
                .filter(check -> !check.passed())
                .map(VerdictFormatter::reason)
                .toList();
        return !checks.isEmpty()
                ? checks
                : result.runs().stream()
                        .filter(run -> run.error() != null)
                        .map(run -> run.error().failure() + ": " + run.error().message())
                        .distinct()
                        .toList();
    }

    /** The checks that some runs of a case did not meet, although enough runs did. */
    static List<String> partlyMet(CaseJson result) {
        return result.checks().stream()
                .filter(CheckResult::wasPartlyMet)
                .map(VerdictFormatter::reason)
                .toList();
    }

    /** Omits the type {@code answered}, because the message names the failure. */
    private static String reason(CheckResult check) {
        return check.type().equals(CheckResult.ANSWERED) ? check.message() : check.type() + ": " + check.message();
    }

    /** The counts of a run, such as {@code 12 cases: 10 passed, 1 failed, 1 not run}. */
    public static String summary(SuiteJson.Summary s) {
        int[] counts = {s.passed(), s.failed(), s.errored(), s.flaky(), s.silent(), s.notRun()};
        String[] labels = {"passed", "failed", "errored", "flaky", "silent", "not run"};
        String parts = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .mapToObj(i -> counts[i] + " " + labels[i])
                .collect(Collectors.joining(", "));
        return (s.total() == 1 ? "1 case" : s.total() + " cases") + (parts.isEmpty() ? "" : ": " + parts);
    }

    /** A time, such as {@code 412 ms}, {@code 1.21 s} or {@code 3 min 5 s}. */
    static String time(double millis) {
        if (millis < 1000) {
            return String.format(Locale.ROOT, millis >= 10 || millis == 0 ? "%.0f ms" : "%.1f ms", millis);
        }
        if (millis < 100_000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000);
        }
        long seconds = Math.round(millis / 1000);
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** The progress of a run, such as {@code 12 of 40 · 2 did not pass · $0.0012}. */
    public static String progress(RunCounters counters) {
        int bad = counters.notPassed();
        return counters.done() + " of " + counters.total() + (bad == 0 ? "" : " · " + bad + " did not pass")
                + cost(counters.costUsd());
    }

    /** A finished run on one line, such as {@code ping: 3 cases: 3 passed · $0.00002 · 1.21 s}. */
    public static String line(SuiteJson head) {
        return head.suite() + ": " + summary(head.summary())
                + cost(head.summary().costUsd()) + " · " + time(head.durationMs());
    }

    private static String cost(BigDecimal usd) {
        return usd.signum() == 0 ? "" : " · $" + MoneyFormatter.rounded(usd);
    }
}
