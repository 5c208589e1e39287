package org.llmtestbench.cli;

/** A command that needs the running application: providers, bench, simulator. All others do without it. */
interface ApplicationCommand {
    /** Does the work and returns the exit code. */
    int run(CliApplication bench);

    /** Whether the user asked for details, stack traces included. */
    default boolean isVerbose() {
        return false;
    }

    /** The configuration file that was named, or null. */
    default String configFile() {
        return null;
    }
}
