package org.llmtestbench.cli;

import picocli.CommandLine;

/** The command line as a whole. Starts the application only for a command that needs it and was understood. */
public final class CommandLineTool {
    private CommandLineTool() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String... decoded) {
        String[] args = Arguments.asTyped(decoded);
        CommandLine line = commandLine();
        line.setExecutionStrategy(new StartsWhenNeeded(args));
        return line.execute(args);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RootCommand());
        line.setParameterExceptionHandler(new UsageErrors());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        // a prompt may well begin with @
        line.setExpandAtFiles(false);
        return line;
    }
}
