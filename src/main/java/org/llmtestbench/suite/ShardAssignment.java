package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The cases of a shard.
 *
 * @param cases in the order of the suite
 * @param places the index of each case in the whole run, from 0
 * @param weight the total weight of these cases; a weight is an estimated cost, see {@link CaseCosts}
 * @param total the total weight of all cases of the run
 */
public record ShardAssignment(
        Shard shard, List<SuiteCase> cases, List<Integer> places, BigDecimal weight, BigDecimal total) {
    /** Decimal digits of US dollars; far below the price of a token. */
    private static final int DIGITS = 20;

    /** Copies the lists. */
    public ShardAssignment {
        cases = List.copyOf(cases);
        places = List.copyOf(places);
    }

    /**
     * The budget of this shard, in proportion to the estimated cost of its cases. So all shards together stay within
     * the budget of the run, and a budget that covers all estimates covers the estimates of each shard.
     *
     * @param capUsd the cap of the whole run; null for no cap
     */
    public BigDecimal budget(BigDecimal capUsd) {
        if (capUsd == null) {
            return null;
        }
        return total.signum() == 0
                ? capUsd.divide(BigDecimal.valueOf(shard.of()), DIGITS, RoundingMode.DOWN)
                : capUsd.multiply(weight).divide(total, DIGITS, RoundingMode.DOWN);
    }

    /** A message such as {@code Shard 3/8: 12 cases, 12 % of the estimated cost.} */
    public String message() {
        BigDecimal percent = total.signum() == 0
                ? BigDecimal.valueOf(100).divide(BigDecimal.valueOf(shard.of()), 0, RoundingMode.HALF_UP)
                : weight.movePointRight(2).divide(total, 0, RoundingMode.HALF_UP);
        return "Shard " + shard + ": " + cases.size() + (cases.size() == 1 ? " case, " : " cases, ") + percent
                + " % of the estimated cost.";
    }
}
