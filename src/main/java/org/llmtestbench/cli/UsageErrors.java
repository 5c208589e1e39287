package org.llmtestbench.cli;

import java.util.List;
import org.llmtestbench.provider.Failure;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a wrong command line with one line that says what is wrong and one that says where to look. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("error: " + reason(e));
        line.getErr().println("hint:  Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        line.getErr().flush();
        return Failure.USAGE.exitCode();
    }

    private static String reason(ParameterException e) {
        String message = e.getMessage().lines().findFirst().orElse("").strip();
        String full = message.endsWith(".") ? message : message + ".";
        return e instanceof UnmatchedArgumentException unmatched ? full + suggestion(unmatched) : full;
    }

    private static String suggestion(UnmatchedArgumentException e) {
        List<String> near = e.getSuggestions();
        return near.isEmpty() ? "" : " Did you mean '" + near.get(0) + "'?";
    }
}
