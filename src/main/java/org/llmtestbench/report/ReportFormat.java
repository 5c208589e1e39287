package org.llmtestbench.report;

import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of reports. */
public enum ReportFormat {
    /** JUnit XML, which CI servers can read. */
    JUNIT,
    /** One JSON object with all data. */
    JSON,
    /** One JSON object on one line for each case, written as soon as the case is finished. */
    JSONL,
    /** Markdown, for a job summary or a comment. */
    MD,
    /** An HTML page for people. */
    HTML;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names on the command line. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ReportFormat::label).toList();
    }

    /** Whether cases can be written as they finish, in any order, before {@link ReportWriter#begin}. */
    public boolean isLive() {
        return this == JSONL;
    }

    /** Creates a writer of this format to {@code out}. It flushes {@code out} at the end and does not close it. */
    public ReportWriter to(Writer out, ReportContext context) {
        return switch (this) {
            case JUNIT -> new JunitReport(out);
            case JSON -> new JsonReport(out, context);
            case JSONL -> new JsonlReport(out);
            case MD -> new MarkdownReport(out, context);
            case HTML -> new HtmlReport(out, context);
        };
    }
}
