package org.llmtestbench.report;

import java.util.List;
import org.llmtestbench.suite.PastRun;

/**
 * What stands in a report beside the run's own cases.
 *
 * @param history earlier runs for the trend, oldest first, without this one
 * @param notes sentences about the run as a whole: changes since the baseline, alerts, what was left out
 */
public record Extras(List<PastRun> history, List<String> notes) {
    /** Nothing beside. */
    public static final Extras NONE = new Extras(List.of(), List.of());

    /** Both lists are kept as they are now. */
    public Extras {
        history = List.copyOf(history);
        notes = List.copyOf(notes);
    }
}
