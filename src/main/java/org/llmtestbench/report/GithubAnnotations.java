package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** Notes that GitHub shows beside a job: an error for what did not pass, a warning for what only just did. */
public final class GithubAnnotations implements ReportWriter {
    /** GitHub shows ten of each kind for a step and drops the others in silence. */
    private static final int SHOWN = 10;

    private static final int LONGEST = 4_000;

    private final Utf8Output out;
    private final String file;
    private int errors;
    private int warnings;
    private String suite = "";

    /** @param file the suite's, as the repository knows it; null when it has none */
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
        String title = result.id() + " on " + result.target() + ": " + VerdictFormatter.words(verdict);
        if (VerdictFormatter.isBad(verdict)) {
            errors++;
            if (errors < SHOWN) {
                write("error", title, reasons(result));
            }
        } else if (verdict == Verdict.FLAKY || verdict == Verdict.SILENT) {
            warnings++;
            if (warnings < SHOWN) {
                write("warning", title, reasons(result));
            }
        }
    }

    /** Says how many there are in all when not all could be shown. */
    @Override
    public void end() {
        rest("error", errors, "cases of " + suite + " did not pass");
        rest("warning", warnings, "cases of " + suite + " were flaky or silent");
    }

    private void rest(String kind, int count, String words) {
        if (count >= SHOWN) {
            write(kind, count + " " + words, "The first " + (SHOWN - 1) + " are shown; the reports list all.");
        }
    }

    private static String reasons(CaseJson result) {
        List<String> reasons = VerdictFormatter.reasons(result);
        return switch (result.verdict()) {
            case FLAKY -> flaky(result);
            case SILENT -> "Alive, but reasoning used up the token cap before any text.";
            default -> reasons.isEmpty() ? String.valueOf(result.failure()) : lines(reasons);
        };
    }

    private static String flaky(CaseJson result) {
        List<String> misses = VerdictFormatter.misses(result);
        boolean retried = result.runs().stream().anyMatch(run -> run.attempts().size() > 1);
        return misses.isEmpty() && retried
                ? "Passed after a retry."
                : ("Passed, but not every time.\n" + lines(misses)).strip();
    }

    private static String lines(List<String> reasons) {
        return String.join("\n", reasons);
    }

    private void write(String kind, String title, String message) {
        String place = file == null ? "" : "file=" + property(file) + ",";
        out.println("::" + kind + " " + place + "title=" + property(title) + "::" + data(message));
    }

    private static String data(String text) {
        return TextSanitizer.text(TextSanitizer.cut(text, LONGEST).replace("\r\n", "\n"))
                .replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
