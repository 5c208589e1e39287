package org.llmtestbench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of a result on stdout. */
public enum OutputFormat {
    /** The text, with a line of statistics on stderr. */
    PRETTY,
    /** One JSON object on one line; one line for each event if streamed. */
    JSON,
    /** One indented JSON object. */
    JSON_PRETTY,
    /** Only the text. */
    PLAIN;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names on the command line. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(OutputFormat::label).toList();
    }

    /** All names on the command line, for the completion of shells. */
    public static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        /** In the order of the formats. */
        public Words() {
            super(labels());
        }
    }

    /** Whether the format is JSON. */
    public boolean isJson() {
        return this == JSON || this == JSON_PRETTY;
    }

    /** Creates a writer of this format to {@code out}. */
    public OutcomeWriter to(Utf8Output out, boolean streamed) {
        return switch (this) {
            case PRETTY, PLAIN -> new TextOutput(out);
            case JSON -> new JsonOutput(out, false, streamed);
            case JSON_PRETTY -> new JsonOutput(out, true, streamed);
        };
    }
}
