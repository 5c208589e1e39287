package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** Writes a line for each case and below it the reasons why it did not pass. Omits passed cases in large runs. */
public final class CaseTable implements ReportWriter {
    private static final int MAX_CASES = 50;
    private static final int MAX_NAME_WIDTH = 60;
    private static final int MAX_REASON_LENGTH = 300;

    private final Utf8Output out;
    private final int width;
    private boolean showsPassed;

    /** @param width length of the longest name, {@code id on target}, in characters */
    public CaseTable(Utf8Output out, int width) {
        this.out = out;
        this.width = Math.min(width, MAX_NAME_WIDTH);
    }

    @Override
    public void begin(SuiteJson suite) {
        showsPassed = suite.summary().total() <= MAX_CASES;
    }

    @Override
    public void add(CaseJson result) {
        if (!showsPassed && !VerdictFormatter.isNotPassed(result.verdict())) {
            return;
        }
        String name = TextSanitizer.line(result.id() + " on " + result.target());
        String padding = " ".repeat(Math.max(0, width - name.codePointCount(0, name.length())));
        String time =
                result.verdict() == Verdict.NOT_RUN ? "" : padding + "  " + VerdictFormatter.time(result.durationMs());
        out.println(String.format("%-7s  ", VerdictFormatter.label(result.verdict())) + name + time);
        List<String> reasons =
                VerdictFormatter.isNotPassed(result.verdict()) ? VerdictFormatter.reasons(result) : List.of();
        reasons.forEach(reason -> out.println("         " + shortened(reason)));
    }

    @Override
    public void end() {
        // the summary line goes to stderr, so it is not written here
    }

    /** A case with its reasons on one line, such as {@code failed: ping on nano: contains: …}. */
    public static String line(CaseJson result) {
        String reasons = String.join("; ", VerdictFormatter.reasons(result));
        return VerdictFormatter.label(result.verdict()) + ": "
                + TextSanitizer.line(result.id() + " on " + result.target())
                + (reasons.isEmpty() ? "" : ": " + shortened(reasons));
    }

    private static String shortened(String reason) {
        return TextSanitizer.line(TextSanitizer.truncate(reason, MAX_REASON_LENGTH));
    }
}
