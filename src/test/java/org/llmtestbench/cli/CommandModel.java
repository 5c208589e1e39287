package org.llmtestbench.cli;

import picocli.CommandLine;

/** Gives tests of other packages access to the commands and options of the command line. */
public final class CommandModel {
    private CommandModel() {}

    /** The root command with all its subcommands. */
    public static CommandLine root() {
        return CommandLineTool.commandLine();
    }
}
