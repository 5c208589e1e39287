package org.llmtestbench.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.SettingsLoader;

/**
 * The user's configuration file.
 *
 * @param name its path as the user gave it
 * @param namedBy the flag or variable that sets the path, for messages; empty for the default file
 */
record ConfigurationFile(String name, String namedBy) {
    /** Returns the file that a flag or a variable sets, or the default file if it exists. */
    static Optional<ConfigurationFile> find(ConfigSourceContext context) {
        return ConfigFileLocation.first(ConfigFileLocation.all(place -> value(context, place)))
                .map(found -> new ConfigurationFile(found.file(), found.isExplicit() ? found.place() : ""))
                .filter(file -> !file.namedBy.isEmpty() || Files.exists(Path.of(file.name)));
    }

    private static String value(ConfigSourceContext context, String place) {
        boolean isFlag = place.equals(ConfigFileLocation.FLAG);
        boolean isExplicit = isFlag || place.equals(ConfigFileLocation.VARIABLE);
        ConfigValue value = context.getValue(isExplicit ? SettingsLoader.ROOT + "config" : place);
        boolean isFromOtherPlace = isExplicit
                && value != null
                && isFlag == String.valueOf(value.getConfigSourceName()).startsWith("EnvConfigSource");
        return value == null || isFromOtherPlace ? null : value.getValue();
    }

    /** Reads the settings and the problems of the file. */
    ConfigurationSource source() {
        try {
            ConfigNode root = TomlReader.read(name, TextFileReader.read(name, this::failure));
            List<ConfigProblem> problems = ConfigFileValidator.check(root);
            ConfigurationSource settings = ConfigFileValidator.hasValidNames(root)
                    ? ConfigurationSource.of(name, root)
                    : ConfigurationSource.empty(name);
            return problems.isEmpty() ? settings : settings.withProblems(ConfigProblem.lines(name, problems));
        } catch (ProviderException invalid) {
            return ConfigurationSource.empty(name).withProblems(invalid.getMessage());
        }
    }

    ProviderException failure(String reason) {
        String origin = namedBy.isEmpty() ? "" : " (named by " + namedBy + ")";
        return Failure.CONFIGURATION.because("Configuration file " + name + origin + " " + reason);
    }
}
