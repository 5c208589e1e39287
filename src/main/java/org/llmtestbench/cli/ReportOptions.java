package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.report.ReportFormat;
import org.llmtestbench.report.ReportTarget;
import org.llmtestbench.suite.History;
import picocli.CommandLine.Option;

/** The options for the reports of a run, its history and its baseline. */
final class ReportOptions {
    static final String TABLE = "pretty";

    @Option(
            names = {"-o", "--output-format"},
            paramLabel = "FORMAT",
            description = "pretty (default), json, junit, jsonl, md or html.")
    private String format;

    @Option(names = "--json", description = "Same as -o json.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "KIND=FILE",
            description = "junit, json, jsonl, md or html; repeatable. {suite} is the suite's name.")
    private List<String> reports = new ArrayList<>();

    @Option(names = "--github", description = "Prints GitHub annotations on stderr.")
    private boolean github;

    @Option(names = "--no-content", description = "Leaves prompts and answers out of reports.")
    private boolean noContent;

    @Option(names = "--history", paramLabel = "DIR", description = "Keeps a summary of each run in this folder.")
    private Path history;

    @Option(
            names = "--baseline",
            paramLabel = "last|FILE",
            description = "Compares with the last run or a JSON report.")
    private String baseline;

    @Option(names = "--alert-after", paramLabel = "K", description = "Fails only after K failed runs in a row.")
    private Integer alertAfter;

    /** Rejects contradictory options and invalid report names before the run costs money. */
    void check(int suites) {
        format();
        if (history == null && alertAfter != null) {
            throw Failure.USAGE
                    .because("--alert-after needs the history of earlier runs.")
                    .hint("Set the history folder: --history DIR.");
        }
        if (history == null && "last".equals(baseline)) {
            throw Failure.USAGE
                    .because("--baseline last needs the history of earlier runs.")
                    .hint("Set the history folder: --history DIR.");
        }
        if (alertAfter != null && alertAfter < 1) {
            throw Failure.USAGE.because("--alert-after must be a whole number from 1, not " + alertAfter + ".");
        }
        for (String report : reports) {
            ReportTarget.parse(report);
            if (suites > 1 && !report.contains("{suite}")) {
                throw Failure.USAGE
                        .because("--report " + report + " can't contain " + suites + " suites.")
                        .hint("Put {suite} into the file name, so that each suite has its own file.");
            }
        }
    }

    /** Rejects the options that need whole runs, because a shard is only a part of a run. */
    void requireNoHistory() {
        if (history != null || baseline != null) {
            throw Failure.USAGE
                    .because("--history and --baseline need whole runs, but a shard is a part of a run.")
                    .hint("Omit them with --shard. To get the report of the whole run, use report merge.");
        }
    }

    /** {@link #TABLE}, or the format of the report on stdout. */
    String format() {
        if (json && format != null && !format.equals("json")) {
            throw Failure.USAGE.because("--json and --output-format " + format + " contradict each other.");
        }
        String label = json ? "json" : format == null ? TABLE : format;
        List<String> known = new ArrayList<>(List.of(TABLE));
        known.addAll(ReportFormat.labels());
        if (!known.contains(label)) {
            throw Failure.USAGE
                    .because("Unknown output format '" + label + "'." + Suggestions.suggestion(label, known))
                    .hint("Known: " + String.join(", ", known) + ".");
        }
        return label;
    }

    /** The report files of this suite, after checking that they can be written. */
    List<ReportTarget> targets(String suite) {
        List<ReportTarget> targets = parsed(suite);
        targets.forEach(ReportTarget::prepare);
        return targets;
    }

    /** All files that a run of this suite writes: its reports and its history. */
    List<Path> outputs(String suite) {
        List<Path> outputs = new ArrayList<>();
        parsed(suite).forEach(target -> outputs.add(target.path()));
        if (history != null) {
            outputs.add(History.file(history, suite));
        }
        return outputs;
    }

    private List<ReportTarget> parsed(String suite) {
        return reports.stream()
                .map(report -> ReportTarget.parse(report.replace("{suite}", suite.replaceAll("[^A-Za-z0-9._-]", "_"))))
                .toList();
    }

    boolean github() {
        return github;
    }

    boolean noContent() {
        return noContent;
    }

    Path history() {
        return history;
    }

    String baseline() {
        return baseline;
    }

    Integer alertAfter() {
        return alertAfter;
    }
}
