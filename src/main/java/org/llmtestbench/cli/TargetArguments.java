package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Target;

/**
 * Whom a command line asks, and the prompt among its arguments: {@code PROVIDER} with any number of {@code --model}, or
 * {@code PROVIDER/MODEL} once or several times, then the prompt.
 *
 * @param all in the order they were given
 * @param prompt the argument that is left; null when there is none
 */
record TargetArguments(List<Target> all, String prompt) {
    /** @param known the names of all providers: a prompt may hold a slash too */
    static TargetArguments of(List<String> arguments, List<String> models, boolean offline, Collection<String> known) {
        int count = 1;
        while (count < arguments.size() && isTarget(arguments.get(count), known)) {
            count++;
        }
        if (arguments.size() > count + 1) {
            String rest = String.join(" ", arguments.subList(count + 1, arguments.size()));
            throw Failure.USAGE.because(
                    "Too many arguments: '" + rest + "' is left over. Quote a prompt that holds spaces.");
        }
        List<Target> targets = new ArrayList<>();
        for (String named : arguments.subList(0, count)) {
            targets.addAll(targets(named, models, offline));
        }
        return new TargetArguments(List.copyOf(targets), arguments.size() > count ? arguments.get(count) : null);
    }

    private static boolean isTarget(String argument, Collection<String> known) {
        int slash = argument.indexOf('/');
        return slash > 0 && known.contains(argument.substring(0, slash)) && argument.matches("\\S+");
    }

    private static List<Target> targets(String named, List<String> models, boolean offline) {
        int slash = named.indexOf('/');
        if (slash < 0) {
            return models.isEmpty()
                    ? List.of(new Target(named, null, offline))
                    : models.stream()
                            .map(model -> new Target(named, model, offline))
                            .toList();
        }
        if (!models.isEmpty()) {
            throw Failure.USAGE
                    .because("--model and '" + named + "' both name a model.")
                    .hint("Name it in one place.");
        }
        String model = named.substring(slash + 1);
        if (slash == 0 || model.isEmpty()) {
            throw Failure.USAGE.because("'" + named + "' is not PROVIDER/MODEL.");
        }
        return List.of(new Target(named.substring(0, slash), model, offline));
    }
}
