package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.ProviderException;

class ShardTest {
    private static List<SuiteCase> cases(int count) {
        SuiteTarget target = new SuiteTarget("a", "openai", "m", Map.of());
        PromptSpec prompt = new PromptSpec("Hi", null, null, null, null, List.of(), true);
        return IntStream.range(0, count)
                .mapToObj(i -> new SuiteCase("case-" + i, target, List.of(), prompt, 1, 1, List.of()))
                .toList();
    }

    private static List<BigDecimal> weights(Random random, int count) {
        int kind = random.nextInt(4);
        return IntStream.range(0, count)
                .mapToObj(i -> switch (kind) {
                    case 0 -> BigDecimal.ZERO;
                    case 1 -> BigDecimal.ONE;
                    case 2 -> BigDecimal.valueOf(random.nextInt(5));
                    default ->
                        BigDecimal.valueOf(Math.exp(3 * random.nextGaussian()) / 1e4)
                                .setScale(12, RoundingMode.UP);
                })
                .toList();
    }

    private static List<ShardAssignment> split(List<SuiteCase> cases, List<BigDecimal> weights, int of) {
        return IntStream.rangeClosed(1, of)
                .mapToObj(number -> new Shard(number, of).part(cases, weights))
                .toList();
    }

    @RepeatedTest(200)
    void every_case_is_in_one_shard_in_the_order_of_the_suite_and_none_is_much_heavier(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<SuiteCase> cases = cases(random.nextInt(60));
        List<BigDecimal> weights = weights(random, cases.size());
        List<ShardAssignment> parts = split(cases, weights, 1 + random.nextInt(20));

        List<Integer> all = new ArrayList<>();
        for (ShardAssignment part : parts) {
            assertThat(part.places()).isSorted().doesNotHaveDuplicates();
            assertThat(part.cases())
                    .isEqualTo(part.places().stream().map(cases::get).toList());
            all.addAll(part.places());
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, cases.size()).boxed().toList());
        assertBalanced(parts, weights);
    }

    private static void assertBalanced(List<ShardAssignment> parts, List<BigDecimal> weights) {
        List<BigDecimal> loads = parts.stream()
                .map(ShardAssignment::weight)
                .sorted(Comparator.naturalOrder())
                .toList();
        BigDecimal heaviest = weights.stream().max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
        assertThat(loads.get(loads.size() - 1).subtract(loads.get(0))).isLessThanOrEqualTo(heaviest);
        if (heaviest.signum() == 0) {
            List<Integer> sizes =
                    parts.stream().map(part -> part.cases().size()).sorted().toList();
            assertThat(sizes.get(sizes.size() - 1) - sizes.get(0)).isLessThanOrEqualTo(1);
        }
    }

    @RepeatedTest(50)
    void a_budget_is_shared_out_whole_and_what_is_enough_for_all_is_enough_for_each(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<SuiteCase> cases = cases(1 + random.nextInt(60));
        List<ShardAssignment> parts = split(cases, weights(random, cases.size()), 1 + random.nextInt(20));
        BigDecimal total = parts.get(0).total();
        BigDecimal cap =
                total.add(BigDecimal.valueOf(random.nextInt(3) * 0.000_001)).max(new BigDecimal("0.000001"));

        List<BigDecimal> shares = parts.stream().map(part -> part.budget(cap)).toList();

        BigDecimal sum = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isLessThanOrEqualTo(cap).isGreaterThan(cap.subtract(new BigDecimal("1e-15")));
        assertThat(parts).allMatch(part -> part.budget(cap).compareTo(part.weight()) >= 0);
    }

    @Test
    void the_split_is_the_same_for_ever() {
        List<BigDecimal> weights =
                IntStream.of(5, 1, 4, 2, 3, 3, 0).mapToObj(BigDecimal::valueOf).toList();
        assertThat(split(cases(7), weights, 3))
                .extracting(ShardAssignment::places)
                .containsExactly(List.of(0, 1, 6), List.of(2, 3), List.of(4, 5));
    }

    @Test
    void more_shards_than_cases_leaves_some_without_any() {
        assertThat(split(cases(2), weights(new Random(1), 2), 4))
                .extracting(part -> part.cases().size())
                .containsExactly(1, 1, 0, 0);
    }

    @Test
    void without_a_budget_no_share_has_one() {
        assertThat(new Shard(1, 2).part(cases(3), weights(new Random(1), 3)).budget(null))
                .isNull();
    }

    @Test
    void ten_thousand_cases_are_split_at_once() {
        List<ShardAssignment> parts = split(cases(10_000), weights(new Random(7), 10_000), 8);
        assertThat(parts.stream().mapToInt(part -> part.cases().size()).sum()).isEqualTo(10_000);
    }

    @Test
    void a_shard_is_read_as_it_is_written() {
        assertThat(Shard.parse("3/8")).isEqualTo(new Shard(3, 8)).hasToString("3/8");
        assertThat(Shard.parse(" 1/1 ")).isEqualTo(new Shard(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "0/8", "9/8", "-1/8", "1/0", "a/b", "1/2/3", "1 / 2", "1/99999", "1/999999999999"})
    void nonsense_is_refused(String typed) {
        assertThatThrownBy(() -> Shard.parse(typed))
                .isInstanceOf(ProviderException.class)
                .hasMessage("There is no shard '" + typed + "'.");
    }
}
