package org.llmtestbench.cli;

/** A command that does not need the running application, and therefore starts fast. */
interface StandaloneCommand {
    /** Runs the command and returns the exit code. */
    int run();
}
