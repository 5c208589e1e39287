package org.llmtestbench.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tests whether one metric of a case shifted by more than its scatter.
 *
 * <p>A shift must meet three conditions. The median moved by at least 10 %; a smaller change is irrelevant. The exact
 * Mann-Whitney test of the new values against the pooled values gives p ≤ 0.01, with Holm's correction for all metrics
 * of the case. And the new median is further from the medians of earlier runs than those are from each other, because
 * the values of one run depend on each other: runs on different days differ more than iterations of one run.
 *
 * @param now the values of this run
 * @param before the values of the pooled runs, newest first, at most {@value #MAX_POOLED}
 * @param medians the medians of the pooled runs
 */
record MetricShiftTest(Metric metric, MetricSamples now, List<Double> before, List<Double> medians) {
    static final int MAX_POOLED = 60;
    private static final double LEVEL = 0.01;
    private static final double MIN_EFFECT = 0.10;

    private record TestResult(MetricShiftTest test, double p) {}

    /** Returns a change for each metric that shifted, and one change for all metrics with too few values. */
    static List<BaselineChange> between(CaseRecord now, List<CaseRecord> before) {
        List<MetricShiftTest> family = Stream.of(Metric.values())
                .filter(Metric::isCompared)
                .map(metric -> of(metric, now, before))
                .filter(Objects::nonNull)
                .toList();
        List<MetricShiftTest> testable = family.stream()
                .filter(test -> test.canReach(LEVEL / family.size()))
                .toList();
        List<BaselineChange> changes = new ArrayList<>();
        shifted(testable, family.size())
                .forEach(result -> changes.add(
                        BaselineChange.of(BaselineChange.Kind.SHIFTED, now, result.test.message(result.p))));
        List<MetricShiftTest> untestable =
                family.stream().filter(test -> !testable.contains(test)).toList();
        if (!untestable.isEmpty()) {
            changes.add(BaselineChange.of(BaselineChange.Kind.TOO_FEW, now, tooFew(untestable)));
        }
        return changes;
    }

    private static MetricShiftTest of(Metric metric, CaseRecord now, List<CaseRecord> before) {
        List<MetricSamples> past = before.stream()
                .map(caseRecord -> caseRecord.samples(metric))
                .filter(Objects::nonNull)
                .toList();
        if (now.samples(metric) == null || past.isEmpty()) {
            return null;
        }
        List<Double> pooled = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        for (MetricSamples samples : past) {
            if (pooled.size() + samples.values().size() <= MAX_POOLED) {
                pooled.addAll(samples.values());
                medians.add(samples.median());
            }
        }
        return new MetricShiftTest(metric, now.samples(metric), pooled, medians);
    }

    /** Holm: compares the smallest p with LEVEL / n, the next with LEVEL / (n - 1), and so on until one is greater. */
    private static List<TestResult> shifted(List<MetricShiftTest> tests, int familySize) {
        List<TestResult> sorted = tests.stream()
                .map(test -> new TestResult(test, test.p()))
                .sorted(Comparator.comparingDouble(TestResult::p))
                .toList();
        List<TestResult> shifted = new ArrayList<>();
        for (TestResult result : sorted) {
            if (result.p > LEVEL / (familySize - shifted.size())) {
                break;
            }
            shifted.add(result);
        }
        return shifted;
    }

    private boolean canReach(double level) {
        return MannWhitneyTest.smallest(now.values().size(), before.size()) <= level;
    }

    /** The p-value; 1 if the other two conditions are not met, which keeps Holm's correction conservative. */
    private double p() {
        return isLargeEnough() && isOutsideEarlierRuns() ? MannWhitneyTest.p(array(now.values()), array(before)) : 1;
    }

    private boolean isLargeEnough() {
        double was = MetricSamples.median(before);
        return now.median() != was && Math.abs(now.median() - was) >= MIN_EFFECT * Math.abs(was);
    }

    private boolean isOutsideEarlierRuns() {
        double low = medians.stream().min(Comparator.naturalOrder()).orElseThrow();
        double high = medians.stream().max(Comparator.naturalOrder()).orElseThrow();
        double margin = high - low;
        return now.median() < low - margin || now.median() > high + margin;
    }

    private String message(double p) {
        double was = MetricSamples.median(before);
        String change = was == 0 ? "" : String.format(Locale.ROOT, "%+.0f %%; ", 100 * (now.median() - was) / was);
        return metric.label() + " " + metric.format(now.median()) + ", was " + metric.format(was) + " (" + change
                + String.format(Locale.ROOT, "p = %.2g", p) + ", "
                + now.values().size() + " values against " + before.size() + " of " + medians.size()
                + (medians.size() == 1 ? " run)." : " runs).");
    }

    private static String tooFew(List<MetricShiftTest> tests) {
        MetricShiftTest first = tests.get(0);
        return "too few values to judge "
                + String.join(
                        ", ", tests.stream().map(test -> test.metric.label()).toList())
                + " (" + first.now.values().size() + " against " + first.before.size() + ").";
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
