package org.llmtestbench.cli;

import io.quarkus.runtime.Quarkus;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** Runs the parsed command. Starts the application only for an {@link ApplicationCommand}. */
final class LazyStartExecutionStrategy implements IExecutionStrategy {
    /** A system property that the log manager reads. */
    private static final String HOST_NAME = "jboss.qualified.host.name";

    @Override
    public int execute(ParseResult parsed) {
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return 0;
        }
        List<CommandLine> chain = parsed.asCommandLineList();
        Object command = chain.get(chain.size() - 1).getCommand();
        if (command instanceof StandaloneCommand standalone) {
            return run(standalone);
        }
        return command instanceof ApplicationCommand application
                ? start(application)
                : new CommandLine.RunLast().execute(parsed);
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
            // the configuration is read before any command runs, so it must be a system property
            System.setProperty("llm-test-bench.config", command.configFile());
        }
        JsonLogHandler.installInJsonProfile();
        setHostName();
        AtomicInteger exitCode = new AtomicInteger();
        CliApplication.setCommand(command);
        Quarkus.run(
                CliApplication.class,
                (code, failure) ->
                        exitCode.set(failure == null ? code : ErrorReporter.report(failure, command.isVerbose())));
        return exitCode.get();
    }

    /** Every log record has the host name. On some machines a DNS query for it takes seconds, so it is set here. */
    private static void setHostName() {
        if (System.getenv("HOSTNAME") == null && System.getProperty(HOST_NAME) == null) {
            System.setProperty(HOST_NAME, "localhost");
        }
    }
}
