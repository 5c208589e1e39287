package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.suite.Runs.measured;
import static org.llmtestbench.suite.Runs.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.suite.BaselineChange.Kind;

/** The rates of false and of true findings on simulated measurements. */
class MetricShiftTestTest {
    private static final int TRIES = 3_000;

    /** 1 %, plus three standard deviations for this number of tries. */
    private static final double LEVEL = 0.01 + 3 * Math.sqrt(0.01 * 0.99 / TRIES);

    private final Random random = new Random(11);

    /** One run of a case. Its metrics scatter like latencies, with a common factor for all values of the run. */
    private CaseRecord run(int repeats, double scatter, double drift, double slowdown) {
        double runFactor = Math.exp(drift * random.nextGaussian()) * slowdown;
        return measured(
                samples(repeats, () -> 400 * runFactor * Math.exp(scatter * random.nextGaussian())),
                samples(repeats, () -> 70 / runFactor * Math.exp(scatter * random.nextGaussian())),
                samples(repeats, () -> 0.001 * Math.exp(scatter * random.nextGaussian())),
                samples(repeats, () -> Math.rint(100 * Math.exp(scatter * random.nextGaussian()))));
    }

    private List<BaselineChange> compare(int repeats, int runs, double scatter, double drift, double slowdown) {
        List<CaseRecord> before = new ArrayList<>();
        IntStream.range(0, runs).forEach(i -> before.add(run(repeats, scatter, drift, 1)));
        return MetricShiftTest.between(run(repeats, scatter, drift, slowdown), before);
    }

    private double rate(Kind kind, int repeats, int runs, double scatter, double drift, double slowdown) {
        return IntStream.range(0, TRIES)
                        .filter(i -> compare(repeats, runs, scatter, drift, slowdown).stream()
                                .anyMatch(change -> change.kind() == kind))
                        .count()
                / (double) TRIES;
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "10, 1", "3, 5", "5, 3", "3, 20", "10, 6"})
    void on_noise_at_most_one_case_in_a_hundred_is_reported(int repeats, int runs) {
        assertThat(rate(Kind.SHIFTED, repeats, runs, 0.4, 0, 1)).isLessThan(LEVEL);
        assertThat(rate(Kind.TOO_FEW, repeats, runs, 0.4, 0, 1)).isZero();
    }

    @Test
    void differences_between_days_are_not_reported_as_shifts() {
        assertThat(rate(Kind.SHIFTED, 3, 20, 0.1, 0.3, 1)).isLessThan(LEVEL);
        assertThat(rate(Kind.SHIFTED, 5, 10, 0.1, 0.3, 1)).isLessThan(0.02);
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 1", "3, 1", "5, 1", "3, 4"})
    void too_few_values_are_reported_instead_of_a_shift(int repeats, int runs) {
        assertThat(compare(repeats, runs, 0.1, 0, 2))
                .extracting(BaselineChange::kind)
                .containsExactly(Kind.TOO_FEW);
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "5, 2", "5, 5", "3, 5", "3, 20", "10, 6"})
    void a_doubling_is_found(int repeats, int runs) {
        assertThat(rate(Kind.SHIFTED, repeats, runs, 0.1, 0, 2)).isGreaterThan(0.95);
    }

    @Test
    void five_values_against_five_are_enough_for_one_metric() {
        CaseRecord before = Runs.ttft(400, 410, 395, 405, 420);
        assertThat(MetricShiftTest.between(Runs.ttft(800, 820, 790, 810, 840), List.of(before)))
                .extracting(BaselineChange::kind)
                .containsExactly(Kind.SHIFTED);
    }

    @Test
    void a_metric_that_is_missing_on_one_side_is_ignored() {
        assertThat(MetricShiftTest.between(Runs.ping(Verdict.ERRORED), List.of(Runs.ttft(1, 2, 3))))
                .isEmpty();
        assertThat(MetricShiftTest.between(Runs.ttft(1, 2, 3), List.of())).isEmpty();
    }

    @Test
    void a_cost_that_was_zero_before_is_a_shift() {
        List<BaselineChange> changes = MetricShiftTest.between(
                measured(null, null, samples(1, 1, 1, 1, 1), null),
                List.of(measured(null, null, samples(0, 0, 0, 0, 0), null)));
        assertThat(changes)
                .extracting(BaselineChange::message)
                .containsExactly(
                        "ping on nano: cost $1.000000, was $0.000000 (p = 0.0079, 5 values against 5 of 1" + " run).");
    }
}
