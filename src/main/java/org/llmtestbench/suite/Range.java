package org.llmtestbench.suite;

import java.math.BigDecimal;

/**
 * Numbers between two bounds, both included; at least one is given.
 *
 * @param min null for none
 * @param max null for none
 */
public record Range(BigDecimal min, BigDecimal max) {
    /** Refuses a range that holds nothing or everything. */
    public Range {
        if (min == null && max == null) {
            throw new IllegalArgumentException("min, max or both are needed.");
        }
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "min " + min.toPlainString() + " is above max " + max.toPlainString() + ".");
        }
    }

    boolean holds(BigDecimal value) {
        return (min == null || min.compareTo(value) <= 0) && (max == null || max.compareTo(value) >= 0);
    }

    /** {@code at most 5}, with a unit. */
    String spoken(String unit) {
        String low = min == null ? "" : "at least " + min.toPlainString() + unit;
        String high = max == null ? "" : "at most " + max.toPlainString() + unit;
        return low + (min != null && max != null ? " and " : "") + high;
    }
}
