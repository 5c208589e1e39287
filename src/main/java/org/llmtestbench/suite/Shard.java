package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.llmtestbench.provider.Failure;

/**
 * One shard of a run. The cases of a run are split into shards, which several machines run in parallel.
 *
 * @param number the number of this shard, from 1
 * @param of the number of shards
 */
public record Shard(int number, int of) {
    private static final int MAX_SHARDS = 10_000;
    private static final Comparator<Load> BY_WEIGHT = Comparator.<Load, BigDecimal>comparing(load -> load.weight)
            .thenComparing(load -> load.places.size())
            .thenComparing(load -> load.number);
    private static final Pattern FORMAT = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

    /** Rejects impossible numbers with {@link Failure#USAGE}. */
    public Shard {
        if (number < 1 || number > of || of > MAX_SHARDS) {
            throw invalid(number + "/" + of);
        }
    }

    /** Parses a text such as {@code 3/8}; fails with {@link Failure#USAGE}. */
    public static Shard parse(String text) {
        Matcher matcher = FORMAT.matcher(text.strip());
        if (!matcher.matches()) {
            throw invalid(text);
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private static RuntimeException invalid(String text) {
        return Failure.USAGE
                .because("There is no shard '" + text + "'.")
                .hint("Use i/n with i from 1 to n and n up to " + MAX_SHARDS + ", such as 3/8.");
    }

    /**
     * Assigns cases to this shard. Every case is in exactly one shard, and all shards have about the same estimated
     * cost. The assignment depends only on the cases, the settings of their endpoints and the prices.
     *
     * @param cases all selected cases, in the order of the suite
     * @param targets all targets, including judges
     */
    public ShardAssignment assign(List<SuiteCase> cases, Map<SuiteTarget, ResolvedTarget> targets) {
        return assign(cases, CaseCosts.of(cases, targets));
    }

    /** Assigns the heaviest case first, always to the shard with the lowest weight so far. */
    ShardAssignment assign(List<SuiteCase> cases, List<BigDecimal> weights) {
        PriorityQueue<Load> loads = new PriorityQueue<>(BY_WEIGHT);
        IntStream.rangeClosed(1, of).mapToObj(Load::new).forEach(loads::add);
        IntStream.range(0, cases.size())
                .boxed()
                .sorted(Comparator.comparing(weights::get, Comparator.reverseOrder()))
                .forEach(index -> loads.add(loads.remove().add(index, weights.get(index))));
        Load own =
                loads.stream().filter(load -> load.number == number).findFirst().orElseThrow();
        List<Integer> places = own.places.stream().sorted().toList();
        return new ShardAssignment(
                this,
                places.stream().map(cases::get).toList(),
                places,
                own.weight,
                weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The cases that are assigned to one shard so far. */
    private static final class Load {
        private final int number;
        private final List<Integer> places = new ArrayList<>();
        private BigDecimal weight = BigDecimal.ZERO;

        Load(int number) {
            this.number = number;
        }

        Load add(int index, BigDecimal caseWeight) {
            places.add(index);
            weight = weight.add(caseWeight);
            return this;
        }
    }

    /** A text such as {@code 3/8}. */
    @Override
    public String toString() {
        return number + "/" + of;
    }
}
