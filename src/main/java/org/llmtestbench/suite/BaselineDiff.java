package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.List;

/**
 * How a run differs from its baseline.
 *
 * @param against what it was compared with, such as {@code the last run (2026-11-27T11:00:00Z)}
 * @param all in the order of the run's cases
 */
public record BaselineDiff(String against, List<BaselineChange> all) {
    /** The list is kept as it is now. */
    public BaselineDiff {
        all = List.copyOf(all);
    }

    /** Those of one kind. */
    public List<BaselineChange> of(BaselineChange.Kind kind) {
        return all.stream().filter(change -> change.kind() == kind).toList();
    }

    /** All of it for people: what was compared, each change, what could not be judged, and by which test. */
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

    private void count(List<String> parts, BaselineChange.Kind kind, String words) {
        if (!of(kind).isEmpty()) {
            parts.add(of(kind).size() + " " + words);
        }
    }
}
