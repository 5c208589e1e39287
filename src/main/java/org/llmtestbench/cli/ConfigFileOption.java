package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.List;
import org.llmtestbench.config.ConfigFileLocation;
import org.llmtestbench.provider.Failure;
import picocli.CommandLine.Option;

/** Which configuration file is read. */
final class ConfigFileOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file. Default:%n~/.config/llm-test-bench/config.toml.")
    private Path file;

    /** The file that was named, or null. */
    String file() {
        return file == null ? null : file.toString();
    }

    /**
     * The place that decides; fails with {@link Failure#CONFIGURATION} when nothing leads to a file.
     *
     * @param purpose what a home directory is missed for
     */
    ConfigFileLocation used(String purpose) {
        return ConfigFileLocation.first(lookups())
                .orElseThrow(() -> Failure.CONFIGURATION
                        .because("There is no home directory to " + purpose + ".")
                        .hint("Name the file with --config FILE."));
    }

    /** The places that may name the file, this option first. */
    List<ConfigFileLocation> lookups() {
        return ConfigFileLocation.all(place -> switch (place) {
            case ConfigFileLocation.FLAG -> file();
            case "user.home" -> System.getProperty(place);
            default -> System.getenv(place);
        });
    }
}
