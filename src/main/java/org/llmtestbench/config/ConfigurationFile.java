package org.llmtestbench.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Settings;

/**
 * The user's file, wherever it is.
 *
 * @param name its path as the user gave it
 * @param namedBy what named it, for messages; empty for the default file
 */
record ConfigurationFile(String name, String namedBy) {
    /** The file that was named, or the default file if it exists. */
    static Optional<ConfigurationFile> find(ConfigSourceContext context) {
        return set(context, Settings.ROOT + "config")
                .map(named -> new ConfigurationFile(named.getValue(), namedBy(named)))
                .or(() -> base(context)
                        .map(base -> base.resolve("llm-test-bench").resolve("config.toml"))
                        .filter(Files::exists)
                        .map(file -> new ConfigurationFile(file.toString(), "")));
    }

    private static String namedBy(ConfigValue named) {
        return named.getConfigSourceName().startsWith("EnvConfigSource") ? "LLM_TEST_BENCH_CONFIG" : "--config";
    }

    /** The home is the shell's, which containers set without telling the JVM; relative paths are none. */
    private static Optional<Path> base(ConfigSourceContext context) {
        return directory(context, "XDG_CONFIG_HOME")
                .or(() -> directory(context, "HOME")
                        .or(() -> directory(context, "user.home"))
                        .map(home -> home.resolve(".config")));
    }

    private static Optional<Path> directory(ConfigSourceContext context, String name) {
        try {
            return set(context, name).map(ConfigValue::getValue).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException notADirectory) {
            return Optional.empty();
        }
    }

    private static Optional<ConfigValue> set(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name))
                .filter(value -> value.getValue() != null && !value.getValue().isBlank());
    }

    /** Its settings, or what is wrong with it. */
    ConfigurationSource source() {
        try {
            Entry root = TomlReader.read(name, FileText.of(this));
            List<Problem> problems = Vocabulary.check(root);
            return problems.isEmpty()
                    ? ConfigurationSource.of(name, root)
                    : ConfigurationSource.unusable(name, Problem.lines(name, problems));
        } catch (ProviderException unusable) {
            return ConfigurationSource.unusable(name, unusable.getMessage());
        }
    }

    ProviderException refused(String reason) {
        String because = namedBy.isEmpty() ? "" : " (named by " + namedBy + ")";
        return Failure.CONFIGURATION.because("Configuration file " + name + because + " " + reason);
    }
}
