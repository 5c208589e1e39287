package org.llmtestbench.cli;

import picocli.CommandLine;

/** The commands and options of the command line, for tests in other packages. */
public final class CommandModel {
    private CommandModel() {}

    /** The root command with all its subcommands. */
    public static CommandLine root() {
        return CommandLineTool.commandLine();
    }
}
