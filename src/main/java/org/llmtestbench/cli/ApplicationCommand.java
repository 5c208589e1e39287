package org.llmtestbench.cli;

/** A command that needs the running application, such as its providers, its call runner and its simulator. */
interface ApplicationCommand {
    /** Runs the command and returns the exit code. */
    int run(CliApplication application);

    /** Whether the user asked for details, including stack traces. */
    default boolean isVerbose() {
        return false;
    }

    /** The configuration file of {@code --config}, or null. */
    default String configFile() {
        return null;
    }
}
