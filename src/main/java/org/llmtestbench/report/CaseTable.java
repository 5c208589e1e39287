package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.Verdict;

/** A line for each case, and below it why it did not pass; of many cases, only those worth a look. */
public final class CaseTable implements CaseWriter {
    private static final int MOST_LINES = 50;
    private static final int WIDEST = 60;
    private static final int LONGEST_REASON = 300;

    private final Sink out;
    private final int width;
    private boolean all;

    /** @param width of the longest name, {@code id on target} */
    public CaseTable(Sink out, int width) {
        this.out = out;
        this.width = Math.min(width, WIDEST);
    }

    @Override
    public void begin(SuiteJson suite) {
        all = suite.summary().total() <= MOST_LINES;
    }

    @Override
    public void add(CaseJson result) {
        if (!all && !Mark.isRemarkable(result.verdict())) {
            return;
        }
        String name = Visible.line(result.id() + " on " + result.target());
        String padding = " ".repeat(Math.max(0, width - name.codePointCount(0, name.length())));
        String time = result.verdict() == Verdict.NOT_RUN ? "" : padding + "  " + Mark.time(result.durationMs());
        out.println(String.format("%-7s  ", Mark.words(result.verdict())) + name + time);
        List<String> reasons = Mark.isRemarkable(result.verdict()) ? Mark.reasons(result) : List.of();
        reasons.forEach(reason -> out.println("         " + shown(reason)));
    }

    @Override
    public void end() {
        // the line that sums up is no result but a comment
    }

    /** The reasons on one line, such as {@code failed  ping on nano: contains: …}. */
    public static String line(CaseJson result) {
        String reasons = String.join("; ", Mark.reasons(result));
        return Mark.words(result.verdict()) + ": " + Visible.line(result.id() + " on " + result.target())
                + (reasons.isEmpty() ? "" : ": " + shown(reasons));
    }

    private static String shown(String reason) {
        return Visible.line(Visible.cut(reason, LONGEST_REASON));
    }
}
