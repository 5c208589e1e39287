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

/** Answers a wrong command line with one line that says what is wrong and one that says where to look. */
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
            return unmatched.isUnknownOption() ? unknownOption(unmatched) : tooMuch(unmatched);
        }
        // who mistyped an option does not miss what would have followed it
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
        // of 'PROVIDER[/MODEL]... [PROMPT]' it is the first that is missing
        message = message.replaceFirst("^(Missing required parameter: '[\\w|]+)[^\\w|].*'$", "$1'");
        message = message.replaceFirst("positional parameter at index \\d+ \\((.+?)\\)", "$1");
        message = message.replaceFirst("expected one of \\[(.+)] \\(.+\\) but was ('.*')", "$2 is none of $1");
        message =
                message.replace("is not a double", "is not a number").replace("is not an int", "is not a whole number");
        return message.endsWith(".") ? message : message + ".";
    }

    /** Letters that changed places, then a part of a name, then what picocli makes of abbreviations. */
    private static String unknownOption(UnmatchedArgumentException e) {
        String typed = e.getUnmatched().get(0).replaceFirst("=.*", "");
        List<String> known = e.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> typed.length() > 3 && name.startsWith("--"))
                .toList();
        String near = Suggestions.suggestion(typed, known);
        return sentence(e)
                + (near.isEmpty()
                        ? Stream.concat(
                                        known.stream().filter(name -> name.contains(typed.replaceFirst("^-+", ""))),
                                        e.getSuggestions().stream())
                                .findFirst()
                                .map(name -> " Did you mean '" + name + "'?")
                                .orElse("")
                        : near);
    }

    private static String tooMuch(UnmatchedArgumentException e) {
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        if (!commands.isEmpty()) {
            String typed = e.getUnmatched().get(0);
            return "Unknown command '" + typed + "'." + Suggestions.suggestion(typed, commands);
        }
        String rest = String.join(" ", e.getUnmatched());
        return "Too many arguments: '" + rest + "' is left over. Quote a prompt that holds spaces.";
    }
}
