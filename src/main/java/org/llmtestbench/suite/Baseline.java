package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run is compared with: the last runs of the history, or one report.
 *
 * <p>Verdicts and models are compared with the newest run that has the case. For the metrics the values of up to
 * {@value #RUNS} runs that the same model answered are pooled, the newest first, see {@link MetricShiftTest}.
 */
public final class Baseline {
    /** As many runs of the history are of use here. */
    public static final int RUNS = 20;

    /** The test and its parameters, in one sentence. */
    public static final String METHOD = "Shifts are found by the exact two-sided Mann-Whitney test at p <= 0.01 for all"
            + " metrics of a case together (Holm), where the median moved by at least 10 % and further from the earlier"
            + " runs' medians than those are from each other; of the history up to 20 runs of the same model, with up to"
            + " 60 values, are pooled.";

    private final String name;
    private final List<RunRecord> newestFirst;

    private Baseline(String name, List<RunRecord> newestFirst) {
        this.name = name;
        this.newestFirst = newestFirst;
    }

    /**
     * The last runs of the history that were not cut short; empty when there are none.
     *
     * @param history oldest first
     */
    public static Optional<Baseline> last(List<RunRecord> history) {
        List<RunRecord> runs = new ArrayList<>();
        for (int i = history.size() - 1; i >= 0 && runs.size() < RUNS; i--) {
            if (!history.get(i).wasCutShort()) {
                runs.add(history.get(i));
            }
        }
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Baseline("the last run (" + runs.get(0).startedAt() + ")", List.copyOf(runs)));
    }

    /** One run, such as that of a report; {@code name} is what messages call it. */
    public static Baseline of(String name, RunRecord run) {
        return new Baseline(name, List.of(run));
    }

    /** What is not as it was. */
    public BaselineDiff compare(RunRecord now) {
        List<CaseIndex> indexed = newestFirst.stream().map(CaseIndex::new).toList();
        List<BaselineChange> changes = new ArrayList<>();
        now.cases().stream().filter(CaseRecord::wasRun).forEach(current -> {
            List<CaseRecord> before =
                    indexed.stream().flatMap(run -> run.find(current).stream()).toList();
            if (!before.isEmpty()) {
                compare(current, before, changes);
            }
        });
        return new BaselineDiff(name, changes);
    }

    private static void compare(CaseRecord now, List<CaseRecord> before, List<BaselineChange> changes) {
        CaseRecord newest = before.get(0);
        if (newest.isGood() != now.isGood()) {
            changes.add(BaselineChange.of(
                    now.isGood() ? BaselineChange.Kind.NEWLY_PASSING : BaselineChange.Kind.NEWLY_FAILING,
                    now,
                    now.verdict().label() + ", was " + newest.verdict().label() + "."));
        }
        List<CaseRecord> answered =
                before.stream().filter(each -> !each.models().isEmpty()).toList();
        if (!now.models().isEmpty() && !answered.isEmpty()) {
            List<String> models = answered.get(0).models();
            if (!models.equals(now.models())) {
                String message = "answered by " + words(now.models()) + ", was " + words(models) + ".";
                changes.add(BaselineChange.of(BaselineChange.Kind.MODEL_CHANGED, now, message));
            }
        }
        changes.addAll(MetricShiftTest.between(now, sameModel(before)));
    }

    /** The newest runs up to the one that another model answered; runs without an answer have no values. */
    private static List<CaseRecord> sameModel(List<CaseRecord> before) {
        List<CaseRecord> same = new ArrayList<>();
        List<String> models = List.of();
        for (CaseRecord each : before) {
            if (models.isEmpty()) {
                models = each.models();
            }
            if (!each.models().isEmpty() && !each.models().equals(models)) {
                break;
            }
            same.add(each);
        }
        return same;
    }

    private static String words(List<String> models) {
        return String.join(" and ", models);
    }
}
