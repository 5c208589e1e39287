package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether one metric of a case moved beyond what its own scatter explains.
 *
 * <p>Three things must come together. The median moved by at least 10 %, else it does not matter. The exact
 * Mann-Whitney test of this run's values against the pooled ones gives p ≤ 0.01, with Holm's correction for the metrics
 * of the case. And this run's median is further from the earlier runs' medians than those are from each other,
 * because values of one run share its weather: several runs of different days differ more than their repeats do.
 *
 * @param now this run's values
 * @param before those of the pooled runs, the newest first, at most {@value #POOLED}
 * @param medians of the pooled runs
 */
record MetricShiftTest(Metric metric, MetricSamples now, List<Double> before, List<Double> medians) {
    static final int POOLED = 60;
    private static final double LEVEL = 0.01;
    private static final double EFFECT = 0.10;

    private record Judged(MetricShiftTest shift, double p) {}

    /** A change for each metric that moved, and one that names those with too few values. */
    static List<BaselineChange> between(CaseRecord now, List<CaseRecord> before) {
        List<MetricShiftTest> family = Stream.of(Metric.values())
                .filter(Metric::isCompared)
                .map(metric -> of(metric, now, before))
                .filter(Objects::nonNull)
                .toList();
        List<MetricShiftTest> judged = family.stream()
                .filter(shift -> shift.canReach(LEVEL / family.size()))
                .toList();
        List<BaselineChange> changes = new ArrayList<>();
        moved(judged, family.size())
                .forEach(found ->
                        changes.add(BaselineChange.of(BaselineChange.Kind.SHIFTED, now, found.shift.words(found.p))));
        List<MetricShiftTest> silent =
                family.stream().filter(shift -> !judged.contains(shift)).toList();
        if (!silent.isEmpty()) {
            changes.add(BaselineChange.of(BaselineChange.Kind.TOO_FEW, now, tooFew(silent)));
        }
        return changes;
    }

    private static MetricShiftTest of(Metric metric, CaseRecord now, List<CaseRecord> before) {
        List<MetricSamples> past = before.stream()
                .map(each -> each.series(metric))
                .filter(Objects::nonNull)
                .toList();
        if (now.series(metric) == null || past.isEmpty()) {
            return null;
        }
        List<Double> pooled = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        for (MetricSamples each : past) {
            if (pooled.size() + each.values().size() <= POOLED) {
                pooled.addAll(each.values());
                medians.add(each.median());
            }
        }
        return new MetricShiftTest(metric, now.series(metric), pooled, medians);
    }

    /** Holm: the smallest p must pass the level divided by all, the next by one less, and so on to the first that fails. */
    private static List<Judged> moved(List<MetricShiftTest> judged, int family) {
        List<Judged> sorted = judged.stream()
                .map(shift -> new Judged(shift, shift.p()))
                .sorted(Comparator.comparingDouble(Judged::p))
                .toList();
        List<Judged> found = new ArrayList<>();
        for (Judged each : sorted) {
            if (each.p > LEVEL / (family - found.size())) {
                break;
            }
            found.add(each);
        }
        return found;
    }

    private boolean canReach(double level) {
        return MannWhitneyTest.smallest(now.values().size(), before.size()) <= level;
    }

    /** 1 when what moved does not matter, which keeps Holm's correction on the safe side. */
    private double p() {
        return matters() && leavesTheOthers() ? MannWhitneyTest.p(array(now.values()), array(before)) : 1;
    }

    private boolean matters() {
        double was = MetricSamples.median(before);
        return now.median() != was && Math.abs(now.median() - was) >= EFFECT * Math.abs(was);
    }

    private boolean leavesTheOthers() {
        double low = medians.stream().min(Comparator.naturalOrder()).orElseThrow();
        double high = medians.stream().max(Comparator.naturalOrder()).orElseThrow();
        double margin = high - low;
        return now.median() < low - margin || now.median() > high + margin;
    }

    private String words(double p) {
        double was = MetricSamples.median(before);
        String change = was == 0 ? "" : String.format(Locale.ROOT, "%+.0f %%; ", 100 * (now.median() - was) / was);
        return metric.words() + " " + metric.spoken(now.median()) + ", was " + metric.spoken(was) + " (" + change
                + String.format(Locale.ROOT, "p = %.2g", p) + ", "
                + now.values().size() + " values against " + before.size() + " of " + medians.size()
                + (medians.size() == 1 ? " run)." : " runs).");
    }

    private static String tooFew(List<MetricShiftTest> silent) {
        MetricShiftTest first = silent.get(0);
        return "too few values to judge "
                + String.join(
                        ", ", silent.stream().map(shift -> shift.metric.words()).toList())
                + " (" + first.now.values().size() + " against " + first.before.size() + ").";
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
