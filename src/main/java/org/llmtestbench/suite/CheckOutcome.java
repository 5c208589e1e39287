package org.llmtestbench.suite;

/**
 * The outcome of a check for one answer.
 *
 * @param met whether the answer meets the check; null if that is unknown, which fails both the check and its opposite
 * @param message the expected and the actual value
 */
public record CheckOutcome(Boolean met, String message) {
    static CheckOutcome of(boolean met, String message) {
        return new CheckOutcome(met, message);
    }

    static CheckOutcome unknown(String reason) {
        return new CheckOutcome(null, reason);
    }

    /** The opposite outcome; an unknown outcome stays unknown. */
    CheckOutcome negated() {
        return met == null ? this : new CheckOutcome(!met, message);
    }

    boolean isMet() {
        return Boolean.TRUE.equals(met);
    }
}
