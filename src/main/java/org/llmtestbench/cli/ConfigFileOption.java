package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.List;
import org.llmtestbench.config.ConfigFileLocation;
import org.llmtestbench.provider.Failure;
import picocli.CommandLine.Option;

/** The option for the path of the configuration file. */
final class ConfigFileOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file. Default:%n~/.config/llm-test-bench/config.toml.")
    private Path file;

    /** The file of {@code --config}, or null. */
    String file() {
        return file == null ? null : file.toString();
    }

    /**
     * The location that is used; fails with {@link Failure#CONFIGURATION} if no location names a file.
     *
     * @param purpose what the home directory is needed for; part of the message
     */
    ConfigFileLocation used(String purpose) {
        return ConfigFileLocation.first(lookups())
                .orElseThrow(() -> Failure.CONFIGURATION
                        .because("There is no home directory to " + purpose + ".")
                        .hint("Name the file with --config FILE."));
    }

    /** All locations that can name the file, this option first. */
    List<ConfigFileLocation> lookups() {
        return ConfigFileLocation.all(source -> switch (source) {
            case ConfigFileLocation.FLAG -> file();
            case "user.home" -> System.getProperty(source);
            default -> System.getenv(source);
        });
    }
}
