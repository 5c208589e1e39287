package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** Writes GitHub annotations: an error for each failed or errored case, a warning for each flaky or silent case. */
public final class GithubAnnotations implements ReportWriter {
    /** GitHub shows ten annotations of each kind for a step and drops the others without a message. */
    private static final int MAX_PER_KIND = 10;

    private static final int MAX_MESSAGE_LENGTH = 4_000;

    private final Utf8Output out;
    private final String file;
    private int errors;
    private int warnings;
    private String suite = "";

    /** @param file path of the suite's file in the repository; null when there is no file */
    public GithubAnnotations(Utf8Output out, String file) {
        this.out = out;
        this.file = file;
    }

    @Override
    public void begin(SuiteJson run) {
        suite = run.suite();
    }

    @Override
    public void add(CaseJson result) {
        Verdict verdict = result.verdict();
        String title = result.id() + " on " + result.target() + ": " + VerdictFormatter.label(verdict);
        if (VerdictFormatter.isBad(verdict)) {
            errors++;
            if (errors < MAX_PER_KIND) {
                write("error", title, reasons(result));
            }
        } else if (verdict == Verdict.FLAKY || verdict == Verdict.SILENT) {
            warnings++;
            if (warnings < MAX_PER_KIND) {
                write("warning", title, reasons(result));
            }
        }
    }

    /** Writes the total number of cases when there are too many to show them all. */
    @Override
    public void end() {
        total("error", errors, "cases of " + suite + " did not pass");
        total("warning", warnings, "cases of " + suite + " were flaky or silent");
    }

    private void total(String kind, int count, String text) {
        if (count >= MAX_PER_KIND) {
            write(kind, count + " " + text, "The first " + (MAX_PER_KIND - 1) + " are shown; the reports list all.");
        }
    }

    private static String reasons(CaseJson result) {
        List<String> reasons = VerdictFormatter.reasons(result);
        return switch (result.verdict()) {
            case FLAKY -> flakyReason(result);
            case SILENT -> "The model answered, but reasoning used all output tokens before any text.";
            default -> reasons.isEmpty() ? String.valueOf(result.failure()) : lines(reasons);
        };
    }

    private static String flakyReason(CaseJson result) {
        List<String> partlyMet = VerdictFormatter.partlyMet(result);
        boolean retried = result.runs().stream().anyMatch(run -> run.attempts().size() > 1);
        return partlyMet.isEmpty() && retried
                ? "Passed after a retry."
                : ("Passed, but not every time.\n" + lines(partlyMet)).strip();
    }

    private static String lines(List<String> reasons) {
        return String.join("\n", reasons);
    }

    private void write(String kind, String title, String message) {
        String location = file == null ? "" : "file=" + property(file) + ",";
        out.println("::" + kind + " " + location + "title=" + property(title) + "::" + data(message));
    }

    private static String data(String text) {
        return TextSanitizer.text(
                        TextSanitizer.truncate(text, MAX_MESSAGE_LENGTH).replace("\r\n", "\n"))
                .replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
