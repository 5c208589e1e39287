package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** A line for each case, and below it why it did not pass; of many cases, only those worth a look. */
public final class CaseTable implements ReportWriter {
    private static final int MOST_LINES = 50;
    private static final int WIDEST = 60;
    private static final int LONGEST_REASON = 300;

    private final Utf8Output out;
    private final int width;
    private boolean all;

    /** @param width of the longest name, {@code id on target} */
    public CaseTable(Utf8Output out, int width) {
        this.out = out;
        this.width = Math.min(width, WIDEST);
    }

    @Override
    public void begin(SuiteJson suite) {
        all = suite.summary().total() <= MOST_LINES;
    }

    @Override
    public void add(CaseJson result) {
        if (!all && !VerdictFormatter.isNotPassed(result.verdict())) {
            return;
        }
        String name = TextSanitizer.line(result.id() + " on " + result.target());
        String padding = " ".repeat(Math.max(0, width - name.codePointCount(0, name.length())));
        String time =
                result.verdict() == Verdict.NOT_RUN ? "" : padding + "  " + VerdictFormatter.time(result.durationMs());
        out.println(String.format("%-7s  ", VerdictFormatter.words(result.verdict())) + name + time);
        List<String> reasons =
                VerdictFormatter.isNotPassed(result.verdict()) ? VerdictFormatter.reasons(result) : List.of();
        reasons.forEach(reason -> out.println("         " + shown(reason)));
    }

    @Override
    public void end() {
        // the line that sums up is no result but a comment
    }

    /** The reasons on one line, such as {@code failed  ping on nano: contains: …}. */
    public static String line(CaseJson result) {
        String reasons = String.join("; ", VerdictFormatter.reasons(result));
        return VerdictFormatter.words(result.verdict()) + ": "
                + TextSanitizer.line(result.id() + " on " + result.target())
                + (reasons.isEmpty() ? "" : ": " + shown(reasons));
    }

    private static String shown(String reason) {
        return TextSanitizer.line(TextSanitizer.cut(reason, LONGEST_REASON));
    }
}
