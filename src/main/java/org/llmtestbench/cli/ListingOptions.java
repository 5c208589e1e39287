package org.llmtestbench.cli;

import java.util.List;
import org.llmtestbench.report.Listing;
import picocli.CommandLine.Option;

/** How a list is written. */
final class ListingOptions {
    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file. Default:%n~/.config/llm-test-bench/config.toml.")
    private String config;

    String config() {
        return config;
    }

    <T> void write(Listing<T> listing, List<T> rows) {
        Streams.out().print(json ? listing.json(rows) : listing.table(rows));
    }
}
