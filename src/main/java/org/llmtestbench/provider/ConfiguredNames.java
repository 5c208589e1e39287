package org.llmtestbench.provider;

import io.smallrye.config.SmallRyeConfig;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of all properties, endpoints and models. Read once, because the configuration does not change. */
final class ConfiguredNames {
    private static final Pattern FIRST_SEGMENT = Pattern.compile("(?:\"([^\"]+)\"|([^.\"]+))\\..+");
    private static final String BASE_URL = ".base_url";
    private static final Pattern BASE_URL_VARIABLE = Pattern.compile(
            SettingOrigin.variable(SettingsLoader.PROVIDERS) + "([A-Z0-9_]+)" + SettingOrigin.variable(BASE_URL));

    private final SmallRyeConfig config;
    private volatile NavigableSet<String> sorted;
    private volatile Set<String> endpoints;

    ConfiguredNames(SmallRyeConfig config) {
        this.config = config;
    }

    /** Returns the names that begin with this prefix, without the prefix, sorted. */
    List<String> below(String prefix) {
        // no name has a greater character after the prefix
        return sorted().subSet(prefix, true, prefix + Character.MAX_VALUE, false).stream()
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    /** Returns the names of all tables below this prefix, sorted. */
    Set<String> tables(String prefix) {
        Set<String> names = new TreeSet<>();
        for (String property : below(prefix)) {
            Matcher path = FIRST_SEGMENT.matcher(property);
            if (path.matches()) {
                names.add(path.group(1) == null ? path.group(2) : path.group(1));
            }
        }
        return names;
    }

    /**
     * Returns the names of all endpoints, sorted. The name of an environment variable has no lower-case letters and no
     * dashes. A variable that sets a {@code base_url} therefore belongs to the endpoint whose name matches. If none
     * matches, the variable defines an endpoint with that name in lower case.
     */
    Set<String> endpoints() {
        if (endpoints == null) {
            Set<String> names = tables(SettingsLoader.PROVIDERS);
            Set<String> known =
                    names.stream().map(ConfiguredNames::baseUrlVariable).collect(Collectors.toSet());
            for (String property : sorted()) {
                Matcher variable = BASE_URL_VARIABLE.matcher(property);
                if (variable.matches() && !known.contains(property) && !isEmpty(property)) {
                    names.add(variable.group(1).toLowerCase(Locale.ROOT));
                }
            }
            endpoints = Collections.unmodifiableSet(names);
        }
        return endpoints;
    }

    private NavigableSet<String> sorted() {
        if (sorted == null) {
            NavigableSet<String> names = new TreeSet<>();
            config.getPropertyNames().forEach(names::add);
            sorted = names;
        }
        return sorted;
    }

    private boolean isEmpty(String variable) {
        String value = SettingExpressions.raw(config, variable).getValue();
        return value == null || value.isBlank();
    }

    private static String baseUrlVariable(String name) {
        return SettingOrigin.variable(SettingsLoader.PROVIDERS + SettingsLoader.segment(name) + BASE_URL);
    }
}
