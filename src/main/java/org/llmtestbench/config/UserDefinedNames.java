package org.llmtestbench.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.llmtestbench.provider.ProviderException;

/**
 * The names in the configuration file, read without starting the application. Empty when the file cannot be read.
 *
 * @param providers in the file's order
 * @param models in the file's order
 */
public record UserDefinedNames(List<String> providers, List<String> models) {
    private static final UserDefinedNames NONE = new UserDefinedNames(List.of(), List.of());

    /** Reads the names from the first location that has a path. */
    public static UserDefinedNames of(List<ConfigFileLocation> locations) {
        return ConfigFileLocation.first(locations)
                .filter(location -> Files.isRegularFile(Path.of(location.file())))
                .map(location -> read(new ConfigurationFile(location.file(), "")))
                .orElse(NONE);
    }

    private static UserDefinedNames read(ConfigurationFile file) {
        try {
            ConfigNode root = TomlReader.read(file.name(), TextFileReader.read(file.name(), file::failure));
            return ConfigFileValidator.hasValidNames(root)
                    ? new UserDefinedNames(names(root, "providers"), names(root, "models"))
                    : NONE;
        } catch (ProviderException invalid) {
            return NONE;
        }
    }

    private static List<String> names(ConfigNode root, String table) {
        return root.children().stream()
                .filter(node -> node.key().equals(table))
                .flatMap(node -> node.children().stream())
                .map(ConfigNode::key)
                .toList();
    }
}
