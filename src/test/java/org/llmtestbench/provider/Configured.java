package org.llmtestbench.provider;

import org.llmtestbench.config.Surroundings;

/** Settings as a running program reads them, for tests of other packages. */
public final class Configured {
    private Configured() {}

    public static Settings by(Surroundings around) {
        return new Settings(around.config());
    }
}
