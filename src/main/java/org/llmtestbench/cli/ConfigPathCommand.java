package org.llmtestbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.config.ConfigFileLocation;
import org.llmtestbench.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the path of the configuration file on stdout, and on stderr why this path is used. */
@Command(
        name = "path",
        description = "Prints the path of the configuration file and, on stderr, why it is used.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {"", "Examples:", "  llm-test-bench config path", "  cat \"$(llm-test-bench config path 2>/dev/null)\""
        })
final class ConfigPathCommand implements StandaloneCommand {
    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Override
    public int run() {
        ConfigFileLocation location = config.used("look for a configuration file in");
        StandardStreams.out().println(location.file());
        List<List<String>> rows = new ArrayList<>();
        for (ConfigFileLocation lookup : config.lookups()) {
            String value = lookup.value() == null ? "not set" : lookup.value();
            rows.add(List.of(lookup.place(), value, lookup.equals(location) ? "used: " + state(location.file()) : ""));
        }
        StandardStreams.err().print(Table.of(rows));
        return 0;
    }

    private static String state(String file) {
        return Files.exists(Path.of(file)) ? "the file exists" : "no such file yet";
    }
}
