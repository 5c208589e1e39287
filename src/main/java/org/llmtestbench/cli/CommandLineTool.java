package org.llmtestbench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The whole command line. Starts the application only for a valid command that needs it. */
public final class CommandLineTool {
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("test", TestCommand.class);
        COMMANDS.put("smoke", SmokeCommand.class);
        COMMANDS.put("models", ModelsCommand.class);
        COMMANDS.put("providers", ProvidersCommand.class);
        COMMANDS.put("tokens", TokensCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("simulate", SimulateCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("config", ConfigCommand.class);
        COMMANDS.put("completion", ShellCompletionCommand.class);
    }

    private CommandLineTool() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String... arguments) {
        String[] args = Arguments.fromCommandLine(arguments);
        // reading the annotations of all other commands would take a tenth of the time of a call
        boolean isKnown = args.length > 0 && COMMANDS.containsKey(args[0]);
        CommandLine line = commandLine(isKnown ? List.of(args[0]) : COMMANDS.keySet());
        line.setExecutionStrategy(new LazyStartExecutionStrategy());
        StringWriter help = new StringWriter();
        line.setOut(new PrintWriter(help));
        int exitCode = line.execute(args);
        return help.getBuffer().length() == 0 ? exitCode : print(help.toString(), exitCode);
    }

    /** Prints the help here, because the print writer of picocli would ignore a full disk. */
    private static int print(String help, int exitCode) {
        try {
            StandardStreams.styledOut().print(help);
            return exitCode;
        } catch (UncheckedIOException unwritten) {
            return ErrorReporter.report(unwritten, false);
        }
    }

    /** The command line with all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS.keySet());
    }

    private static CommandLine commandLine(Collection<String> commands) {
        CommandLine line = new CommandLine(new RootCommand());
        commands.forEach(name -> line.addSubcommand(name, new CommandLine(COMMANDS.get(name))));
        line.setParameterExceptionHandler(new UsageErrorHandler());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        // a prompt can begin with @
        line.setExpandAtFiles(false);
        return line;
    }
}
