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
 * One of the parts that the cases of a run are split into, for machines that run them side by side.
 *
 * @param number from 1
 * @param of how many parts there are
 */
public record Shard(int number, int of) {
    private static final int MOST = 10_000;
    private static final Comparator<Load> LIGHTEST_FIRST = Comparator.<Load, BigDecimal>comparing(load -> load.weight)
            .thenComparing(load -> load.places.size())
            .thenComparing(load -> load.number);
    private static final Pattern TYPED = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

    /** Refuses a part that can't be with {@link Failure#USAGE}. */
    public Shard {
        if (number < 1 || number > of || of > MOST) {
            throw refused(number + "/" + of);
        }
    }

    /** Reads {@code 3/8}; fails with {@link Failure#USAGE}. */
    public static Shard parse(String typed) {
        Matcher matcher = TYPED.matcher(typed.strip());
        if (!matcher.matches()) {
            throw refused(typed);
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private static RuntimeException refused(String typed) {
        return Failure.USAGE
                .because("There is no shard '" + typed + "'.")
                .hint("Say i/n with i from 1 to n and n up to " + MOST + ", such as 3/8.");
    }

    /**
     * The cases of this shard. All shards together have every case once, and each costs about the same by what its cases
     * are estimated to cost; the answer depends on nothing but the cases, their endpoints' settings and their prices.
     *
     * @param cases all that are meant, in the suite's order, filters applied
     * @param seats of all targets, judges included
     */
    public ShardAssignment part(List<SuiteCase> cases, Map<SuiteTarget, ResolvedTarget> seats) {
        return part(cases, CaseCosts.of(cases, seats));
    }

    /** The heaviest case goes first, always to the part that is lightest by then. */
    ShardAssignment part(List<SuiteCase> cases, List<BigDecimal> weights) {
        PriorityQueue<Load> loads = new PriorityQueue<>(LIGHTEST_FIRST);
        IntStream.rangeClosed(1, of).mapToObj(Load::new).forEach(loads::add);
        IntStream.range(0, cases.size())
                .boxed()
                .sorted(Comparator.comparing(weights::get, Comparator.reverseOrder()))
                .forEach(place -> loads.add(loads.remove().add(place, weights.get(place))));
        Load mine =
                loads.stream().filter(load -> load.number == number).findFirst().orElseThrow();
        List<Integer> places = mine.places.stream().sorted().toList();
        return new ShardAssignment(
                this,
                places.stream().map(cases::get).toList(),
                places,
                mine.weight,
                weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static final class Load {
        private final int number;
        private final List<Integer> places = new ArrayList<>();
        private BigDecimal weight = BigDecimal.ZERO;

        Load(int number) {
            this.number = number;
        }

        Load add(int place, BigDecimal more) {
            places.add(place);
            weight = weight.add(more);
            return this;
        }
    }

    /** As it is typed, such as {@code 3/8}. */
    @Override
    public String toString() {
        return number + "/" + of;
    }
}
