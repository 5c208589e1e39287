package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a shard has of a run.
 *
 * @param cases in the suite's order
 * @param places where each of them stands among all cases of the run, from 0
 * @param weight what its cases weigh together
 * @param total what all cases of the run weigh
 */
public record ShardAssignment(
        Shard shard, List<SuiteCase> cases, List<Integer> places, BigDecimal weight, BigDecimal total) {
    /** Far below the price of a token. */
    private static final int DIGITS = 20;

    /** Copies the lists. */
    public ShardAssignment {
        cases = List.copyOf(cases);
        places = List.copyOf(places);
    }

    /**
     * The share of a budget that this shard may spend: as much as its cases have of the estimated cost of all. So all
     * shards together stay within the budget, and a budget that is enough for all estimates is enough in each shard.
     *
     * @param capUsd of the whole run; null for no cap
     */
    public BigDecimal budget(BigDecimal capUsd) {
        if (capUsd == null) {
            return null;
        }
        return total.signum() == 0
                ? capUsd.divide(BigDecimal.valueOf(shard.of()), DIGITS, RoundingMode.DOWN)
                : capUsd.multiply(weight).divide(total, DIGITS, RoundingMode.DOWN);
    }

    /** Such as {@code Shard 3/8: 12 cases, 12 % of the estimated cost.} */
    public String words() {
        BigDecimal percent = total.signum() == 0
                ? BigDecimal.valueOf(100).divide(BigDecimal.valueOf(shard.of()), 0, RoundingMode.HALF_UP)
                : weight.movePointRight(2).divide(total, 0, RoundingMode.HALF_UP);
        return "Shard " + shard + ": " + cases.size() + (cases.size() == 1 ? " case, " : " cases, ") + percent
                + " % of the estimated cost.";
    }
}
