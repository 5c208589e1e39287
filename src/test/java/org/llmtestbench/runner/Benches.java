package org.llmtestbench.runner;

/** Benches for tests of other packages. */
public final class Benches {
    private Benches() {}

    /** A bench without an application. */
    public static CallRunner bench() {
        return new CallRunner();
    }
}
