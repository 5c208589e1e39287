package org.llmtestbench.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.llmtestbench.provider.ProviderException;

/**
 * The names in a configuration file, read without the application; none where the file can't be read.
 *
 * @param providers in the file's order
 * @param models in the file's order
 */
public record UserDefinedNames(List<String> providers, List<String> models) {
    private static final UserDefinedNames NONE = new UserDefinedNames(List.of(), List.of());

    /** Those in the file that decides. */
    public static UserDefinedNames of(List<ConfigFileLocation> lookups) {
        return ConfigFileLocation.first(lookups)
                .filter(used -> Files.isRegularFile(Path.of(used.file())))
                .map(used -> in(new ConfigurationFile(used.file(), "")))
                .orElse(NONE);
    }

    private static UserDefinedNames in(ConfigurationFile file) {
        try {
            ConfigNode root = TomlReader.read(file.name(), TextFileReader.of(file.name(), file::refused));
            return ConfigFileValidator.canName(root)
                    ? new UserDefinedNames(names(root, "providers"), names(root, "models"))
                    : NONE;
        } catch (ProviderException unusable) {
            return NONE;
        }
    }

    private static List<String> names(ConfigNode root, String table) {
        return root.children().stream()
                .filter(entry -> entry.key().equals(table))
                .flatMap(entry -> entry.children().stream())
                .map(ConfigNode::key)
                .toList();
    }
}
