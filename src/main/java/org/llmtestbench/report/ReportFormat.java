package org.llmtestbench.report;

import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats a run can be reported in. */
public enum ReportFormat {
    /** XML that every CI server reads. */
    JUNIT,
    /** One object with all there is. */
    JSON,
    /** One line for each case as soon as it is finished. */
    JSONL,
    /** For a job's summary or a comment. */
    MD,
    /** A page for people. */
    HTML;

    /** The word on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words on the command line. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ReportFormat::label).toList();
    }

    /** Whether it takes cases as they finish, in any order, before its beginning is known. */
    public boolean isLive() {
        return this == JSONL;
    }

    /** What writes reports of this kind to {@code out}, which is flushed at the end and not closed. */
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
