package org.llmtestbench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** The command line as a whole. Starts the application only for a command that needs it and was understood. */
public final class CommandLineTool {
    private CommandLineTool() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String... decoded) {
        String[] args = Arguments.asTyped(decoded);
        CommandLine line = commandLine();
        line.setExecutionStrategy(new StartsWhenNeeded(args));
        StringWriter help = new StringWriter();
        line.setOut(new PrintWriter(help));
        int exitCode = line.execute(args);
        return help.getBuffer().length() == 0 ? exitCode : print(help.toString(), exitCode);
    }

    /** A print writer of picocli's own would swallow a full disk. */
    private static int print(String help, int exitCode) {
        try {
            Streams.out().print(help);
            return exitCode;
        } catch (UncheckedIOException unwritten) {
            return Failures.report(unwritten, false);
        }
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
