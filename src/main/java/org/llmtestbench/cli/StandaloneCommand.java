package org.llmtestbench.cli;

/** A command that does without the running application, and therefore answers at once. */
interface StandaloneCommand {
    /** Does the work and returns the exit code. */
    int run();
}
