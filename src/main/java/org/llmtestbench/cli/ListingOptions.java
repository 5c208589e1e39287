package org.llmtestbench.cli;

import java.util.List;
import org.llmtestbench.report.Listing;
import picocli.CommandLine.Option;

/** How a list is written. */
final class ListingOptions {
    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    <T> void write(Listing<T> listing, List<T> rows) {
        Streams.out().print(json ? listing.json(rows) : listing.table(rows));
    }
}
