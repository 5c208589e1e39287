package org.llmtestbench.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an invalid command line with one error line and one hint that points to the help. */
final class UsageErrorHandler implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        StandardStreams.err()
                .print("error: " + reason(e) + "\nhint:  Try '"
                        + line.getCommandSpec().qualifiedName() + " --help'.\n");
        return Failure.USAGE.exitCode();
    }

    private static String reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched.isUnknownOption() ? unknownOption(unmatched) : tooManyArguments(unmatched);
        }
        // an unknown option is reported before the parameter that is missing because of it
        List<String> unknown = e instanceof MissingParameterException
                ? e.getCommandLine().getUnmatchedArguments().stream()
                        .filter(argument -> argument.startsWith("-"))
                        .toList()
                : List.of();
        return unknown.isEmpty()
                ? sentence(e)
                : unknownOption(new UnmatchedArgumentException(e.getCommandLine(), unknown));
    }

    private static String sentence(ParameterException e) {
        String message = e.getMessage().lines().findFirst().orElse("").strip();
        message = message.replace("required subcommand", "command");
        // the label is 'PROVIDER[/MODEL]... [PROMPT]', but only its first part is required
        message = message.replaceFirst("^(Missing required parameter: '[\\w|]+)[^\\w|].*'$", "$1'");
        message = message.replaceFirst("positional parameter at index \\d+ \\((.+?)\\)", "$1");
        message = message.replaceFirst("expected one of \\[(.+)] \\(.+\\) but was ('.*')", "$2 is not one of $1");
        message =
                message.replace("is not a double", "is not a number").replace("is not an int", "is not a whole number");
        return message.endsWith(".") ? message : message + ".";
    }

    /** Suggests a similar name, then a name that contains the typed one, then picocli's own suggestion. */
    private static String unknownOption(UnmatchedArgumentException e) {
        String typed = e.getUnmatched().get(0).replaceFirst("=.*", "");
        List<String> known = e.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> typed.length() > 3 && name.startsWith("--"))
                .toList();
        String suggestion = Suggestions.suggestion(typed, known);
        return sentence(e)
                + (suggestion.isEmpty()
                        ? Stream.concat(
                                        known.stream().filter(name -> name.contains(typed.replaceFirst("^-+", ""))),
                                        e.getSuggestions().stream())
                                .findFirst()
                                .map(name -> " Did you mean '" + name + "'?")
                                .orElse("")
                        : suggestion);
    }

    private static String tooManyArguments(UnmatchedArgumentException e) {
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        if (!commands.isEmpty()) {
            String typed = e.getUnmatched().get(0);
            return "Unknown command '" + typed + "'." + Suggestions.suggestion(typed, commands);
        }
        String rest = String.join(" ", e.getUnmatched());
        return "Too many arguments: '" + rest + "' is unexpected. Put a prompt with spaces in quotes.";
    }
}
