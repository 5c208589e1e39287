package org.llmtestbench.provider;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks properties up as written, or with their expressions such as <code>${AZURE_KEY}</code> resolved. */
final class Expansion {
    private static final Pattern UNSET = Pattern.compile("Could not expand value (.+) in property ");

    private Expansion() {}

    static ConfigValue written(SmallRyeConfig config, String property) {
        return Expressions.withoutExpansion(() -> config.getConfigValue(property));
    }

    /** Fails where SmallRye itself lets what it can't resolve pass with a note. */
    static ConfigValue resolved(SmallRyeConfig config, String property) {
        ConfigValue found;
        try {
            found = config.getConfigValue(property);
        } catch (IllegalArgumentException | NoSuchElementException circleOrHandler) {
            throw Failure.CONFIGURATION.because(
                    Place.of(written(config, property)) + ": the expression in it can't be resolved.");
        }
        if (found.hasProblems()) {
            String variable = unset(found);
            throw Failure.CONFIGURATION
                    .because(Place.of(found) + ": nothing is set for ${" + variable + "}.")
                    .hint("Set the environment variable " + variable + ".");
        }
        return found;
    }

    private static String unset(ConfigValue found) {
        String note = found.getProblems().get(0).getMessage();
        Matcher name = UNSET.matcher(note);
        return name.find() ? name.group(1) : note;
    }
}
