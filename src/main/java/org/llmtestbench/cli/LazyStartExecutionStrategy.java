package org.llmtestbench.cli;

import io.quarkus.runtime.Quarkus;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** Runs what was parsed; starts the application for a {@link ApplicationCommand} alone. */
final class LazyStartExecutionStrategy implements IExecutionStrategy {
    /** Heard by the log. */
    private static final String MACHINE = "jboss.qualified.host.name";

    @Override
    public int execute(ParseResult parsed) {
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return 0;
        }
        List<CommandLine> chain = parsed.asCommandLineList();
        Object command = chain.get(chain.size() - 1).getCommand();
        if (command instanceof StandaloneCommand quick) {
            return run(quick);
        }
        return command instanceof ApplicationCommand wanted ? start(wanted) : new CommandLine.RunLast().execute(parsed);
    }

    private static int run(StandaloneCommand command) {
        try {
            return command.run();
        } catch (RuntimeException e) {
            return ErrorReporter.report(e, false);
        }
    }

    private static int start(ApplicationCommand command) {
        if (command.configFile() != null) {
            // configuration is read before any command runs, so this is the only way in
            System.setProperty("llm-test-bench.config", command.configFile());
        }
        JsonLogHandler.startIfWanted();
        setHostName();
        AtomicInteger exitCode = new AtomicInteger();
        CliApplication.runs(command);
        Quarkus.run(
                CliApplication.class,
                (code, failure) ->
                        exitCode.set(failure == null ? code : ErrorReporter.report(failure, command.isVerbose())));
        return exitCode.get();
    }

    /** Every entry of the log holds it, shown or not, and to find it out some machines ask a name server: for seconds. */
    private static void setHostName() {
        if (System.getenv("HOSTNAME") == null && System.getProperty(MACHINE) == null) {
            System.setProperty(MACHINE, "localhost");
        }
    }
}
