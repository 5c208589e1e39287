package org.llmtestbench.cli;

/** A command that needs the running application: providers, bench, simulator. All others do without it. */
interface BenchCommand {
    /** Does the work and returns the exit code. */
    int run(Workbench bench);

    /** Whether the user asked for details, stack traces included. */
    boolean isVerbose();

    /** The configuration file that was named, or null. */
    String configFile();
}
