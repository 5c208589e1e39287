package org.llmtestbench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a result is written. */
public enum OutputFormat {
    /** The text, with a line of numbers beside it. */
    PRETTY,
    /** One object on one line; one line for each event when streamed. */
    JSON,
    /** One indented object. */
    JSON_PRETTY,
    /** The text alone. */
    PLAIN;

    /** The word on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All words on the command line. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(OutputFormat::label).toList();
    }

    /** All words on the command line, to complete one. */
    public static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        /** In the order of the formats. */
        public Words() {
            super(labels());
        }
    }

    /** Whether programs read it. */
    public boolean isJson() {
        return this == JSON || this == JSON_PRETTY;
    }

    /** What writes results like this to {@code out}. */
    public OutcomeWriter to(Utf8Output out, boolean streamed) {
        return switch (this) {
            case PRETTY, PLAIN -> new TextOutput(out);
            case JSON -> new JsonOutput(out, false, streamed);
            case JSON_PRETTY -> new JsonOutput(out, true, streamed);
        };
    }
}
