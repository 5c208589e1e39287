package org.llmtestbench.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A flag, an environment variable or a system property that can determine the path of the configuration file.
 *
 * @param place the name of the flag, variable or property
 * @param value its value; null when it is not set
 * @param file the resulting path of the file; null for none
 */
public record ConfigFileLocation(String place, String value, String file) {
    /** The flag that sets the path of the file. */
    public static final String FLAG = "--config";

    /** The environment variable that sets the path of the file. */
    public static final String VARIABLE = "LLM_TEST_BENCH_CONFIG";

    private static final String BASE = "XDG_CONFIG_HOME";

    /** HOME comes first, because containers set it without setting the JVM's {@code user.home}. */
    private static final List<String> HOMES = List.of("HOME", "user.home");

    /**
     * Returns all places in their order of priority.
     *
     * @param lookup returns the value of a flag, a variable or a property, or null
     */
    public static List<ConfigFileLocation> all(UnaryOperator<String> lookup) {
        return List.of(
                explicit(FLAG, lookup),
                explicit(VARIABLE, lookup),
                inDirectory(BASE, "", lookup),
                inDirectory(HOMES.get(0), ".config", lookup),
                inDirectory(HOMES.get(1), ".config", lookup));
    }

    /** Returns the first place with a path of a file. */
    public static Optional<ConfigFileLocation> first(List<ConfigFileLocation> all) {
        return all.stream().filter(location -> location.file != null).findFirst();
    }

    /** Whether the place contains the path of the file itself, and not that of a directory. */
    public boolean isExplicit() {
        return place.equals(FLAG) || place.equals(VARIABLE);
    }

    private static ConfigFileLocation explicit(String place, UnaryOperator<String> lookup) {
        String value = value(place, lookup);
        return new ConfigFileLocation(place, value, value);
    }

    /** Ignores a value that is a relative path. */
    private static ConfigFileLocation inDirectory(String place, String subdirectory, UnaryOperator<String> lookup) {
        String value = value(place, lookup);
        try {
            boolean usable = value != null && Path.of(value).isAbsolute();
            Path file = usable ? Path.of(value, subdirectory, "llm-test-bench", "config.toml") : null;
            return new ConfigFileLocation(place, value, file == null ? null : file.toString());
        } catch (InvalidPathException notAPath) {
            return new ConfigFileLocation(place, value, null);
        }
    }

    private static String value(String place, UnaryOperator<String> lookup) {
        String value = lookup.apply(place);
        return value == null || value.isBlank() ? null : value;
    }
}
