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
                .mapToObj(number -> new Shard(number, of).assign(cases, weights))
                .toList();
    }

    @RepeatedTest(200)
    void every_case_is_in_one_shard_in_suite_order_and_shards_are_balanced(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<SuiteCase> cases = cases(random.nextInt(60));
        List<BigDecimal> weights = weights(random, cases.size());
        List<ShardAssignment> shards = split(cases, weights, 1 + random.nextInt(20));

        List<Integer> all = new ArrayList<>();
        for (ShardAssignment shard : shards) {
            assertThat(shard.places()).isSorted().doesNotHaveDuplicates();
            assertThat(shard.cases())
                    .isEqualTo(shard.places().stream().map(cases::get).toList());
            all.addAll(shard.places());
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, cases.size()).boxed().toList());
        assertBalanced(shards, weights);
    }

    private static void assertBalanced(List<ShardAssignment> shards, List<BigDecimal> weights) {
        List<BigDecimal> loads = shards.stream()
                .map(ShardAssignment::weight)
                .sorted(Comparator.naturalOrder())
                .toList();
        BigDecimal heaviest = weights.stream().max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
        assertThat(loads.get(loads.size() - 1).subtract(loads.get(0))).isLessThanOrEqualTo(heaviest);
        if (heaviest.signum() == 0) {
            List<Integer> sizes =
                    shards.stream().map(shard -> shard.cases().size()).sorted().toList();
            assertThat(sizes.get(sizes.size() - 1) - sizes.get(0)).isLessThanOrEqualTo(1);
        }
    }

    @RepeatedTest(50)
    void the_budget_is_split_completely_and_covers_the_estimates_of_each_shard(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<SuiteCase> cases = cases(1 + random.nextInt(60));
        List<ShardAssignment> shards = split(cases, weights(random, cases.size()), 1 + random.nextInt(20));
        BigDecimal total = shards.get(0).total();
        BigDecimal cap =
                total.add(BigDecimal.valueOf(random.nextInt(3) * 0.000_001)).max(new BigDecimal("0.000001"));

        List<BigDecimal> shares =
                shards.stream().map(shard -> shard.budget(cap)).toList();

        BigDecimal sum = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isLessThanOrEqualTo(cap).isGreaterThan(cap.subtract(new BigDecimal("1e-15")));
        assertThat(shards).allMatch(shard -> shard.budget(cap).compareTo(shard.weight()) >= 0);
    }

    @Test
    void the_split_is_stable() {
        List<BigDecimal> weights =
                IntStream.of(5, 1, 4, 2, 3, 3, 0).mapToObj(BigDecimal::valueOf).toList();
        assertThat(split(cases(7), weights, 3))
                .extracting(ShardAssignment::places)
                .containsExactly(List.of(0, 1, 6), List.of(2, 3), List.of(4, 5));
    }

    @Test
    void with_more_shards_than_cases_some_shards_are_empty() {
        assertThat(split(cases(2), weights(new Random(1), 2), 4))
                .extracting(shard -> shard.cases().size())
                .containsExactly(1, 1, 0, 0);
    }

    @Test
    void without_a_budget_no_shard_has_one() {
        assertThat(new Shard(1, 2).assign(cases(3), weights(new Random(1), 3)).budget(null))
                .isNull();
    }

    @Test
    void ten_thousand_cases_can_be_split() {
        List<ShardAssignment> shards = split(cases(10_000), weights(new Random(7), 10_000), 8);
        assertThat(shards.stream().mapToInt(shard -> shard.cases().size()).sum())
                .isEqualTo(10_000);
    }

    @Test
    void a_shard_is_parsed_and_printed_in_the_same_form() {
        assertThat(Shard.parse("3/8")).isEqualTo(new Shard(3, 8)).hasToString("3/8");
        assertThat(Shard.parse(" 1/1 ")).isEqualTo(new Shard(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "0/8", "9/8", "-1/8", "1/0", "a/b", "1/2/3", "1 / 2", "1/99999", "1/999999999999"})
    void an_invalid_shard_is_rejected(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .isInstanceOf(ProviderException.class)
                .hasMessage("There is no shard '" + text + "'.");
    }
}
