package org.llmtestbench.cli;

import io.quarkus.runtime.Quarkus;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command line as a whole. Starts the application only for a command that needs it and was understood. */
public final class CommandLineTool {
    private CommandLineTool() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String... args) {
        CommandLine line = commandLine();
        line.setExecutionStrategy(parsed -> execute(parsed, args));
        return line.execute(args);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RootCommand());
        line.setParameterExceptionHandler(new UsageErrors());
        line.setExecutionExceptionHandler(new Failures());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        return line;
    }

    private static int execute(ParseResult parsed, String... args) {
        List<CommandLine> chain = parsed.asCommandLineList();
        Object command = chain.get(chain.size() - 1).getCommand();
        boolean answered = CommandLine.executeHelpRequest(parsed) != null;
        return !answered && command instanceof BenchCommand wanted
                ? start(wanted, args)
                : answered ? 0 : new CommandLine.RunLast().execute(parsed);
    }

    private static int start(BenchCommand command, String... args) {
        if (command.configFile() != null) {
            // configuration is read before any command runs, so this is the only way in
            System.setProperty("llm-test-bench.config", command.configFile());
        }
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(Workbench.class, (code, failure) -> exitCode.set(code), args);
        return exitCode.get();
    }
}
