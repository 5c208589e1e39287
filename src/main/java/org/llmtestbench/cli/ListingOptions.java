package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.report.TablePrinter;
import picocli.CommandLine.Option;

/** The options for the format of a list. */
final class ListingOptions {
    private static final List<String> FORMATS = List.of("table", "json");

    private static final class Formats extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        private Formats() {
            super(FORMATS);
        }
    }

    @Option(
            names = {"-o", "--output-format"},
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            defaultValue = "table",
            description = "table (default) or json.")
    private String format;

    @Option(names = "--json", description = "Prints a JSON array; same as -o json.")
    private boolean json;

    boolean isJson() {
        if (!FORMATS.contains(format)) {
            throw Failure.USAGE
                    .because("Unknown output format '" + format + "'." + Suggestions.suggestion(format, FORMATS))
                    .hint("Known: " + String.join(", ", FORMATS) + ".");
        }
        return json || format.equals("json");
    }

    <T> void write(TablePrinter<T> listing, List<T> rows) {
        write(() -> listing.table(rows), () -> listing.json(rows));
    }

    void write(Supplier<String> table, Supplier<String> json) {
        StandardStreams.out().print((isJson() ? json : table).get());
    }
}
