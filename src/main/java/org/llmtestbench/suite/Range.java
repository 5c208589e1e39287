package org.llmtestbench.suite;

import java.math.BigDecimal;

/**
 * A range of numbers; it includes its bounds, and has at least one of them.
 *
 * @param min null for no lower bound
 * @param max null for no upper bound
 */
public record Range(BigDecimal min, BigDecimal max) {
    /** Rejects a range without bounds and an empty range. */
    public Range {
        if (min == null && max == null) {
            throw new IllegalArgumentException("needs min, max or both.");
        }
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "min " + min.toPlainString() + " is above max " + max.toPlainString() + ".");
        }
    }

    boolean contains(BigDecimal value) {
        return (min == null || min.compareTo(value) <= 0) && (max == null || max.compareTo(value) >= 0);
    }

    /** A text such as {@code at most 5}, with a unit. */
    String describe(String unit) {
        String low = min == null ? "" : "at least " + min.toPlainString() + unit;
        String high = max == null ? "" : "at most " + max.toPlainString() + unit;
        return low + (min != null && max != null ? " and " : "") + high;
    }
}
