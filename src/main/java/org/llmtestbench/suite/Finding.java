package org.llmtestbench.suite;

/**
 * What a check found.
 *
 * @param met whether the answer is as wanted; null where that can't be told, which meets neither a check nor its negation
 * @param seen what was looked for and what was there
 */
public record Finding(Boolean met, String seen) {
    static Finding of(boolean met, String seen) {
        return new Finding(met, seen);
    }

    static Finding unknown(String why) {
        return new Finding(null, why);
    }

    /** The opposite, where anything was found. */
    Finding negated() {
        return met == null ? this : new Finding(!met, seen);
    }

    boolean isMet() {
        return Boolean.TRUE.equals(met);
    }
}
