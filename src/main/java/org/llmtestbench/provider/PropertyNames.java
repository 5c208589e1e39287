package org.llmtestbench.provider;

import io.smallrye.config.SmallRyeConfig;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out of the names of properties which endpoints and models somebody named. */
record PropertyNames(SmallRyeConfig config) {
    private static final Pattern FIRST_SEGMENT = Pattern.compile("(?:\"([^\"]+)\"|([^.\"]+))\\..+");
    private static final String ADDRESS = ".base_url";
    private static final Pattern ADDRESS_VARIABLE =
            Pattern.compile(Place.variable(Settings.PROVIDERS) + "([A-Z0-9_]+)" + Place.variable(ADDRESS));

    /** The names of all tables below this one, sorted. */
    Set<String> tables(String above) {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            Matcher path = FIRST_SEGMENT.matcher(property.startsWith(above) ? property.substring(above.length()) : "");
            if (path.matches()) {
                names.add(path.group(1) == null ? path.group(2) : path.group(1));
            }
        }
        return names;
    }

    /**
     * The names of all endpoints, sorted. Variables have neither small letters nor dashes, so one that sets an address
     * belongs to whichever endpoint is called so otherwise, and else names one in small letters, as it is written.
     */
    Set<String> endpoints() {
        Set<String> names = tables(Settings.PROVIDERS);
        Set<String> theirs = names.stream().map(PropertyNames::addressVariable).collect(Collectors.toSet());
        for (String property : config.getPropertyNames()) {
            Matcher variable = ADDRESS_VARIABLE.matcher(property);
            if (variable.matches() && !theirs.contains(property) && !isEmpty(property)) {
                names.add(variable.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private boolean isEmpty(String variable) {
        String value = Expansion.written(config, variable).getValue();
        return value == null || value.isBlank();
    }

    private static String addressVariable(String name) {
        return Place.variable(Settings.PROVIDERS + Settings.segment(name) + ADDRESS);
    }
}
