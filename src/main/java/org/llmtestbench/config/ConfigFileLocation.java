package org.llmtestbench.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One of the places that may say where the configuration file is.
 *
 * @param place a flag, an environment variable or a system property
 * @param value what it says; null when it is not set
 * @param file the file that this leads to; null when it leads to none
 */
public record ConfigFileLocation(String place, String value, String file) {
    /** The flag that names the file. */
    public static final String FLAG = "--config";

    /** The variable that names it. */
    public static final String VARIABLE = "LLM_TEST_BENCH_CONFIG";

    private static final String BASE = "XDG_CONFIG_HOME";

    /** The home is the shell's, which containers set without telling the JVM. */
    private static final List<String> HOMES = List.of("HOME", "user.home");

    /**
     * All places in their order; the first that leads to a file decides.
     *
     * @param set what a flag, a variable or a property is set to, or null
     */
    public static List<ConfigFileLocation> all(UnaryOperator<String> set) {
        return List.of(
                named(FLAG, set),
                named(VARIABLE, set),
                below(BASE, "", set),
                below(HOMES.get(0), ".config", set),
                below(HOMES.get(1), ".config", set));
    }

    /** The one that decides; empty when nothing leads anywhere. */
    public static Optional<ConfigFileLocation> first(List<ConfigFileLocation> all) {
        return all.stream().filter(lookup -> lookup.file != null).findFirst();
    }

    /** Whether it names the file itself, and not a folder for all configuration. */
    public boolean isExplicit() {
        return place.equals(FLAG) || place.equals(VARIABLE);
    }

    private static ConfigFileLocation named(String place, UnaryOperator<String> set) {
        String value = value(place, set);
        return new ConfigFileLocation(place, value, value);
    }

    /** Relative paths are none. */
    private static ConfigFileLocation below(String place, String folder, UnaryOperator<String> set) {
        String value = value(place, set);
        try {
            boolean usable = value != null && Path.of(value).isAbsolute();
            Path file = usable ? Path.of(value, folder, "llm-test-bench", "config.toml") : null;
            return new ConfigFileLocation(place, value, file == null ? null : file.toString());
        } catch (InvalidPathException notADirectory) {
            return new ConfigFileLocation(place, value, null);
        }
    }

    private static String value(String place, UnaryOperator<String> set) {
        String value = set.apply(place);
        return value == null || value.isBlank() ? null : value;
    }
}
