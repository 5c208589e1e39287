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
 * The user's file, wherever it is.
 *
 * @param name its path as the user gave it
 * @param namedBy what named it, for messages; empty for the default file
 */
record ConfigurationFile(String name, String namedBy) {
    /** The file that was named, or the default file if it exists. */
    static Optional<ConfigurationFile> find(ConfigSourceContext context) {
        return ConfigFileLocation.first(ConfigFileLocation.all(place -> set(context, place)))
                .map(found -> new ConfigurationFile(found.file(), found.isExplicit() ? found.place() : ""))
                .filter(file -> !file.namedBy.isEmpty() || Files.exists(Path.of(file.name)));
    }

    private static String set(ConfigSourceContext context, String place) {
        boolean flag = place.equals(ConfigFileLocation.FLAG);
        boolean named = flag || place.equals(ConfigFileLocation.VARIABLE);
        ConfigValue value = context.getValue(named ? SettingsLoader.ROOT + "config" : place);
        boolean elsewhere = named
                && value != null
                && flag == String.valueOf(value.getConfigSourceName()).startsWith("EnvConfigSource");
        return value == null || elsewhere ? null : value.getValue();
    }

    /** Its settings, or what is wrong with it. */
    ConfigurationSource source() {
        try {
            ConfigNode root = TomlReader.read(name, TextFileReader.of(name, this::refused));
            List<ConfigProblem> problems = ConfigFileValidator.check(root);
            ConfigurationSource settings = ConfigFileValidator.canName(root)
                    ? ConfigurationSource.of(name, root)
                    : ConfigurationSource.empty(name);
            return problems.isEmpty() ? settings : settings.unusable(ConfigProblem.lines(name, problems));
        } catch (ProviderException unusable) {
            return ConfigurationSource.empty(name).unusable(unusable.getMessage());
        }
    }

    ProviderException refused(String reason) {
        String because = namedBy.isEmpty() ? "" : " (named by " + namedBy + ")";
        return Failure.CONFIGURATION.because("Configuration file " + name + because + " " + reason);
    }
}
