package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.RunRecord;

/**
 * The content of a report in addition to the cases of the run.
 *
 * @param history earlier runs for the trend, oldest first, without this one
 * @param notes sentences about the run as a whole: changes since the baseline, alerts, what was left out
 */
public record ReportContext(List<RunRecord> history, List<String> notes) {
    /** No history and no notes. */
    public static final ReportContext NONE = new ReportContext(List.of(), List.of());

    /** Copies both lists. */
    public ReportContext {
        history = List.copyOf(history);
        notes = List.copyOf(notes);
    }
}
