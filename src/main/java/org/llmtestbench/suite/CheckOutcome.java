package org.llmtestbench.suite;

/**
 * What a check found.
 *
 * @param met whether the answer is as wanted; null where that can't be told, which meets neither a check nor its negation
 * @param seen what was looked for and what was there
 */
public record CheckOutcome(Boolean met, String seen) {
    static CheckOutcome of(boolean met, String seen) {
        return new CheckOutcome(met, seen);
    }

    static CheckOutcome unknown(String why) {
        return new CheckOutcome(null, why);
    }

    /** The opposite, where anything was found. */
    CheckOutcome negated() {
        return met == null ? this : new CheckOutcome(!met, seen);
    }

    boolean isMet() {
        return Boolean.TRUE.equals(met);
    }
}
