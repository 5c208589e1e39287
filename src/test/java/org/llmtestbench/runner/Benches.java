package org.llmtestbench.runner;

/** Makes call runners for tests of other packages. */
public final class Benches {
    private Benches() {}

    /** A call runner without an application. */
    public static CallRunner callRunner() {
        return new CallRunner();
    }
}
