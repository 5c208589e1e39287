package org.llmtestbench.provider;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Looks properties up as written, or with their expressions such as <code>${AZURE_KEY}</code> resolved. An environment
 * variable that sets an address to nothing counts as unset.
 */
final class SettingExpressions {
    private static final Pattern UNSET = Pattern.compile("Could not expand value (.+) in property ");

    private static final String ADDRESS = ".base_url";
    private static final String ADDRESS_VARIABLE = "_BASE_URL";

    private SettingExpressions() {}

    static ConfigValue written(SmallRyeConfig config, String property) {
        return Expressions.withoutExpansion(() -> value(config, property));
    }

    private static ConfigValue value(SmallRyeConfig config, String property) {
        ConfigValue found = config.getConfigValue(property);
        boolean isEmptyAddress = property.endsWith(ADDRESS)
                && found.getValue() != null
                && found.getValue().isBlank()
                && String.valueOf(found.getConfigSourceName()).startsWith(EnvConfigSource.NAME);
        return isEmptyAddress ? withoutEmptyAddresses(config).getConfigValue(property) : found;
    }

    private static SmallRyeConfig withoutEmptyAddresses(SmallRyeConfig config) {
        List<ConfigSource> sources = new ArrayList<>();
        for (ConfigSource source : config.getConfigSources()) {
            sources.add(source instanceof EnvConfigSource ? withoutEmptyAddresses(source) : source);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .build();
    }

    private static ConfigSource withoutEmptyAddresses(ConfigSource environment) {
        Map<String, String> variables = new HashMap<>(environment.getProperties());
        variables
                .entrySet()
                .removeIf(variable -> SettingOrigin.variable(variable.getKey()).endsWith(ADDRESS_VARIABLE)
                        && variable.getValue().isBlank());
        return new EnvConfigSource(variables, environment.getOrdinal());
    }

    /** Fails where SmallRye itself lets what it can't resolve pass with a note. */
    static ConfigValue resolved(SmallRyeConfig config, String property) {
        ConfigValue found;
        try {
            found = value(config, property);
        } catch (IllegalArgumentException | NoSuchElementException circleOrHandler) {
            throw Failure.CONFIGURATION.because(
                    SettingOrigin.of(written(config, property)) + ": the expression in it can't be resolved.");
        }
        if (found.hasProblems()) {
            String variable = unset(found);
            throw Failure.CONFIGURATION
                    .because(SettingOrigin.of(found) + ": nothing is set for ${" + variable + "}.")
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
