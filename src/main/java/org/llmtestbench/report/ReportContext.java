package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.RunRecord;

/**
 * What stands in a report beside the run's own cases.
 *
 * @param history earlier runs for the trend, oldest first, without this one
 * @param notes sentences about the run as a whole: changes since the baseline, alerts, what was left out
 */
public record ReportContext(List<RunRecord> history, List<String> notes) {
    /** Nothing beside. */
    public static final ReportContext NONE = new ReportContext(List.of(), List.of());

    /** Both lists are kept as they are now. */
    public ReportContext {
        history = List.copyOf(history);
        notes = List.copyOf(notes);
    }
}
