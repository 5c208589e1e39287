package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MannWhitneyTestTest {
    private static double[] values(double... values) {
        return values;
    }

    @Test
    void separate_groups_reach_the_smallest_p() {
        assertThat(MannWhitneyTest.p(values(1, 2, 3, 4, 5), values(6, 7, 8, 9, 10)))
                .isCloseTo(2 / 252.0, within(1e-12));
        assertThat(MannWhitneyTest.smallest(5, 5)).isCloseTo(2 / 252.0, within(1e-12));
        assertThat(MannWhitneyTest.smallest(1, 1)).isEqualTo(1);
        assertThat(MannWhitneyTest.smallest(3, 60)).isCloseTo(2 / 39711.0, within(1e-12));
    }

    @Test
    void p_agrees_with_a_published_table() {
        // U = 2 for groups of 5 and 5: 0.0317 in two tails
        assertThat(MannWhitneyTest.p(values(1, 2, 3, 4, 7), values(5, 6, 8, 9, 10)))
                .isCloseTo(0.0317, within(0.0001));
    }

    @Test
    void the_order_of_the_groups_does_not_matter() {
        double[] first = {3, 1, 4, 1, 5};
        double[] second = {9, 2, 6, 5, 3, 5, 8};
        assertThat(MannWhitneyTest.p(first, second)).isEqualTo(MannWhitneyTest.p(second, first));
    }

    @Test
    void p_of_equal_values_is_1() {
        assertThat(MannWhitneyTest.p(values(1, 1, 1), values(1, 1, 1, 1))).isEqualTo(1);
    }

    @Test
    void on_noise_with_ties_the_error_rate_is_not_above_the_level() {
        Random random = new Random(7);
        int below = 0;
        for (int i = 0; i < 20_000; i++) {
            double[] first = random.ints(4, 0, 6).asDoubleStream().toArray();
            double[] second = random.ints(7, 0, 6).asDoubleStream().toArray();
            below += MannWhitneyTest.p(first, second) <= 0.05 ? 1 : 0;
        }
        assertThat(below).isLessThan(1_000);
    }
}
