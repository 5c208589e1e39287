package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Target;

/**
 * The targets and the prompt in the arguments of a command line: {@code PROVIDER} with any number of {@code --model},
 * or {@code PROVIDER/MODEL} once or several times, then the prompt.
 *
 * @param all the targets in the order of the arguments
 * @param prompt the argument after the targets; null if there is none
 */
record TargetArguments(List<Target> all, String prompt) {
    /** @param known the names of all providers, because a prompt can contain a slash too */
    static TargetArguments of(List<String> arguments, List<String> models, boolean offline, Collection<String> known) {
        int count = 1;
        while (count < arguments.size() && isTarget(arguments.get(count), known)) {
            count++;
        }
        if (arguments.size() > count + 1) {
            String rest = String.join(" ", arguments.subList(count + 1, arguments.size()));
            throw Failure.USAGE.because(
                    "Too many arguments: '" + rest + "' is unexpected. Put a prompt with spaces in quotes.");
        }
        List<Target> targets = new ArrayList<>();
        for (String argument : arguments.subList(0, count)) {
            targets.addAll(targets(argument, models, offline));
        }
        return new TargetArguments(List.copyOf(targets), arguments.size() > count ? arguments.get(count) : null);
    }

    private static boolean isTarget(String argument, Collection<String> known) {
        int slash = argument.indexOf('/');
        return slash > 0 && known.contains(argument.substring(0, slash)) && argument.matches("\\S+");
    }

    private static List<Target> targets(String argument, List<String> models, boolean offline) {
        int slash = argument.indexOf('/');
        if (slash < 0) {
            return models.isEmpty()
                    ? List.of(new Target(argument, null, offline))
                    : models.stream()
                            .map(model -> new Target(argument, model, offline))
                            .toList();
        }
        if (!models.isEmpty()) {
            throw Failure.USAGE
                    .because("--model and '" + argument + "' both name a model.")
                    .hint("Name it in one place.");
        }
        String model = argument.substring(slash + 1);
        if (slash == 0 || model.isEmpty()) {
            throw Failure.USAGE.because("'" + argument + "' is not PROVIDER/MODEL.");
        }
        return List.of(new Target(argument.substring(0, slash), model, offline));
    }
}
