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
 * Reads properties raw, or with expressions such as <code>${AZURE_KEY}</code> resolved. An environment variable that
 * sets {@code base_url} to an empty value counts as not set.
 */
final class SettingExpressions {
    private static final Pattern UNRESOLVED = Pattern.compile("Could not expand value (.+) in property ");

    private static final String BASE_URL = ".base_url";
    private static final String BASE_URL_VARIABLE = "_BASE_URL";

    private SettingExpressions() {}

    static ConfigValue raw(SmallRyeConfig config, String property) {
        return Expressions.withoutExpansion(() -> value(config, property));
    }

    private static ConfigValue value(SmallRyeConfig config, String property) {
        ConfigValue found = config.getConfigValue(property);
        boolean isEmptyBaseUrl = property.endsWith(BASE_URL)
                && found.getValue() != null
                && found.getValue().isBlank()
                && String.valueOf(found.getConfigSourceName()).startsWith(EnvConfigSource.NAME);
        return isEmptyBaseUrl ? withoutEmptyBaseUrls(config).getConfigValue(property) : found;
    }

    private static SmallRyeConfig withoutEmptyBaseUrls(SmallRyeConfig config) {
        List<ConfigSource> sources = new ArrayList<>();
        for (ConfigSource source : config.getConfigSources()) {
            sources.add(source instanceof EnvConfigSource ? withoutEmptyBaseUrls(source) : source);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .build();
    }

    private static ConfigSource withoutEmptyBaseUrls(ConfigSource environment) {
        Map<String, String> variables = new HashMap<>(environment.getProperties());
        variables
                .entrySet()
                .removeIf(variable -> SettingOrigin.variable(variable.getKey()).endsWith(BASE_URL_VARIABLE)
                        && variable.getValue().isBlank());
        return new EnvConfigSource(variables, environment.getOrdinal());
    }

    /** Fails when an expression cannot be resolved; SmallRye only records a problem then. */
    static ConfigValue resolved(SmallRyeConfig config, String property) {
        ConfigValue found;
        try {
            found = value(config, property);
        } catch (IllegalArgumentException | NoSuchElementException cycleOrUnknownHandler) {
            throw Failure.CONFIGURATION.because(
                    SettingOrigin.of(raw(config, property)) + ": the expression in it can't be resolved.");
        }
        if (found.hasProblems()) {
            String variable = unresolvedVariable(found);
            throw Failure.CONFIGURATION
                    .because(SettingOrigin.of(found) + ": ${" + variable + "} is not set.")
                    .hint("Set the environment variable " + variable + ".");
        }
        return found;
    }

    private static String unresolvedVariable(ConfigValue found) {
        String message = found.getProblems().get(0).getMessage();
        Matcher name = UNRESOLVED.matcher(message);
        return name.find() ? name.group(1) : message;
    }
}
