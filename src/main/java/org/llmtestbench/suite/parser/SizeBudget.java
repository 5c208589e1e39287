package org.llmtestbench.suite.parser;

/** Limits the total text of a suite, in characters: a few variables can expand a short prompt to gigabytes. */
final class SizeBudget {
    private long left;

    SizeBudget(long characters) {
        left = characters;
    }

    /** Takes this many characters; returns false from the first time that too few are left. */
    boolean take(int characters) {
        left = left < characters ? -1 : left - characters;
        return left >= 0;
    }

    boolean isExceeded() {
        return left < 0;
    }
}
