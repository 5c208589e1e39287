package org.llmtestbench.suite.parser;

/** How much text a suite may still grow to: a few variables make gigabytes of a short prompt. */
final class SizeBudget {
    private long left;

    SizeBudget(long characters) {
        left = characters;
    }

    /** Takes so many characters; false, for good, once there is no room for them. */
    boolean take(int characters) {
        left = left < characters ? -1 : left - characters;
        return left >= 0;
    }

    boolean isFull() {
        return left < 0;
    }
}
