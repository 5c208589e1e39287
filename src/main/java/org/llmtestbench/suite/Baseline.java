package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The earlier runs that a run is compared with: the last runs of the history, or one report.
 *
 * <p>Verdicts and models are compared with the newest run that has the case. Metrics are compared with the pooled
 * values of up to {@value #MAX_RUNS} runs of the same model, newest first; see {@link MetricShiftTest}.
 */
public final class Baseline {
    /** The maximum number of runs that are used. */
    public static final int MAX_RUNS = 20;

    /** The statistical test and its parameters, for reports. */
    public static final String METHOD = "A shift is reported if the exact two-sided Mann-Whitney test finds it at"
            + " p <= 0.01, corrected for all metrics of a case (Holm), if the median moved by at least 10 %, and if the"
            + " new median is further from the earlier medians than those are from each other. Up to 20 earlier runs of"
            + " the same model, with up to 60 values, are pooled.";

    private final String name;
    private final List<RunRecord> newestFirst;

    private Baseline(String name, List<RunRecord> newestFirst) {
        this.name = name;
        this.newestFirst = newestFirst;
    }

    /**
     * The last runs of the history that were not interrupted; empty if there are none.
     *
     * @param history oldest first
     */
    public static Optional<Baseline> last(List<RunRecord> history) {
        List<RunRecord> runs = new ArrayList<>();
        for (int i = history.size() - 1; i >= 0 && runs.size() < MAX_RUNS; i--) {
            if (!history.get(i).wasInterrupted()) {
                runs.add(history.get(i));
            }
        }
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Baseline("the last run (" + runs.get(0).startedAt() + ")", List.copyOf(runs)));
    }

    /** One run, such as the run of a report; messages call it by this name. */
    public static Baseline of(String name, RunRecord run) {
        return new Baseline(name, List.of(run));
    }

    /** Returns how this run differs from the baseline. */
    public BaselineDiff compare(RunRecord now) {
        List<RunIndex> indexes = newestFirst.stream().map(RunIndex::new).toList();
        List<BaselineChange> changes = new ArrayList<>();
        now.cases().stream().filter(CaseRecord::wasRun).forEach(current -> {
            List<CaseRecord> before = indexes.stream()
                    .flatMap(index -> index.find(current).stream())
                    .toList();
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
        List<CaseRecord> answered = before.stream()
                .filter(caseRecord -> !caseRecord.models().isEmpty())
                .toList();
        if (!now.models().isEmpty() && !answered.isEmpty()) {
            List<String> models = answered.get(0).models();
            if (!models.equals(now.models())) {
                String message = "answered by " + join(now.models()) + ", was " + join(models) + ".";
                changes.add(BaselineChange.of(BaselineChange.Kind.MODEL_CHANGED, now, message));
            }
        }
        changes.addAll(MetricShiftTest.between(now, sameModel(before)));
    }

    /** The newest runs, up to the first run of another model; runs without an answer have no values. */
    private static List<CaseRecord> sameModel(List<CaseRecord> before) {
        List<CaseRecord> same = new ArrayList<>();
        List<String> models = List.of();
        for (CaseRecord caseRecord : before) {
            if (models.isEmpty()) {
                models = caseRecord.models();
            }
            if (!caseRecord.models().isEmpty() && !caseRecord.models().equals(models)) {
                break;
            }
            same.add(caseRecord);
        }
        return same;
    }

    private static String join(List<String> models) {
        return String.join(" and ", models);
    }

    /** Finds the cases of one run, without cases that were not run. */
    private static final class RunIndex {
        private record Key(String id, String target) {}

        private final Map<Key, CaseRecord> cases = new HashMap<>();

        RunIndex(RunRecord run) {
            run.cases().stream()
                    .filter(CaseRecord::wasRun)
                    .forEach(caseRecord -> cases.putIfAbsent(key(caseRecord), caseRecord));
        }

        Optional<CaseRecord> find(CaseRecord other) {
            return Optional.ofNullable(cases.get(key(other)));
        }

        private static Key key(CaseRecord caseRecord) {
            return new Key(caseRecord.id(), caseRecord.target());
        }
    }
}
