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

/** The names of all properties, sorted. They are read once, because a configuration does not change. */
final class ConfiguredNames {
    private static final Pattern FIRST_SEGMENT = Pattern.compile("(?:\"([^\"]+)\"|([^.\"]+))\\..+");
    private static final String ADDRESS = ".base_url";
    private static final Pattern ADDRESS_VARIABLE = Pattern.compile(
            SettingOrigin.variable(SettingsLoader.PROVIDERS) + "([A-Z0-9_]+)" + SettingOrigin.variable(ADDRESS));

    private final SmallRyeConfig config;
    private volatile NavigableSet<String> sorted;
    private volatile Set<String> endpoints;

    ConfiguredNames(SmallRyeConfig config) {
        this.config = config;
    }

    /** What follows this prefix in the names that begin with it, sorted. */
    List<String> below(String prefix) {
        // no name has a higher character after the prefix
        return sorted().subSet(prefix, true, prefix + Character.MAX_VALUE, false).stream()
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    /** The names of all tables below this prefix, sorted. */
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
     * The names of all endpoints, sorted. A variable has neither lower-case letters nor dashes, so one that sets a
     * {@code base_url} belongs to the endpoint whose name matches; if none does, it defines one with that name in
     * lower-case letters.
     */
    Set<String> endpoints() {
        if (endpoints == null) {
            Set<String> names = tables(SettingsLoader.PROVIDERS);
            Set<String> known =
                    names.stream().map(ConfiguredNames::addressVariable).collect(Collectors.toSet());
            for (String property : sorted()) {
                Matcher variable = ADDRESS_VARIABLE.matcher(property);
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
        String value = SettingExpressions.written(config, variable).getValue();
        return value == null || value.isBlank();
    }

    private static String addressVariable(String name) {
        return SettingOrigin.variable(SettingsLoader.PROVIDERS + SettingsLoader.segment(name) + ADDRESS);
    }
}
