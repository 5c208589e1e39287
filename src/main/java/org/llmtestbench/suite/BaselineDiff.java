package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.List;

/**
 * How a run differs from its baseline.
 *
 * @param against the name of the baseline, such as {@code the last run (2026-11-27T11:00:00Z)}
 * @param all the differences, in the order of the run's cases
 */
public record BaselineDiff(String against, List<BaselineChange> all) {
    /** Copies the list. */
    public BaselineDiff {
        all = List.copyOf(all);
    }

    /** The differences of one kind. */
    public List<BaselineChange> of(BaselineChange.Kind kind) {
        return all.stream().filter(change -> change.kind() == kind).toList();
    }

    /** The lines of a report: what was compared, each difference, cases with too few values, and the method. */
    public List<String> sentences() {
        List<String> lines = new ArrayList<>();
        List<BaselineChange> tooFew = of(BaselineChange.Kind.TOO_FEW);
        lines.add(
                "Compared with " + against + ": " + (all.size() == tooFew.size() ? "no change was found." : counts()));
        all.stream()
                .filter(change -> change.kind() != BaselineChange.Kind.TOO_FEW)
                .forEach(change -> lines.add(change.message()));
        if (tooFew.size() == 1) {
            lines.add(tooFew.get(0).message());
        } else if (!tooFew.isEmpty()) {
            lines.add("Too few values to say whether times, cost or length of " + tooFew.size()
                    + " cases shifted; the first: " + tooFew.get(0).message());
        }
        lines.add(Baseline.METHOD);
        return lines;
    }

    private String counts() {
        List<String> parts = new ArrayList<>();
        count(parts, BaselineChange.Kind.NEWLY_FAILING, "newly failing");
        count(parts, BaselineChange.Kind.NEWLY_PASSING, "newly passing");
        count(parts, BaselineChange.Kind.MODEL_CHANGED, "answered by another model");
        count(parts, BaselineChange.Kind.SHIFTED, "shifted");
        return String.join(", ", parts) + ".";
    }

    private void count(List<String> parts, BaselineChange.Kind kind, String label) {
        if (!of(kind).isEmpty()) {
            parts.add(of(kind).size() + " " + label);
        }
    }
}
