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

/** Who hears of a run, and what is remembered of it. */
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
            description = "junit, json, jsonl, md or html; repeatable. {suite} is its name.")
    private List<String> reports = new ArrayList<>();

    @Option(names = "--github", description = "Annotations for GitHub, on stderr.")
    private boolean github;

    @Option(names = "--no-content", description = "No prompts and answers in reports.")
    private boolean noContent;

    @Option(names = "--history", paramLabel = "DIR", description = "Keeps a summary of each run here.")
    private Path history;

    @Option(names = "--baseline", paramLabel = "last|FILE", description = "Compares with the history or a JSON report.")
    private String baseline;

    @Option(names = "--alert-after", paramLabel = "K", description = "Fails only after K failed runs in a row.")
    private Integer alertAfter;

    /** Refuses what contradicts itself or can't be written, before anything is paid for. */
    void check(int suites) {
        format();
        if (history == null && alertAfter != null) {
            throw Failure.USAGE
                    .because("--alert-after needs the earlier runs.")
                    .hint("Name their folder: --history DIR.");
        }
        if (history == null && "last".equals(baseline)) {
            throw Failure.USAGE
                    .because("--baseline last needs the earlier runs.")
                    .hint("Name their folder: --history DIR.");
        }
        if (alertAfter != null && alertAfter < 1) {
            throw Failure.USAGE.because("--alert-after must be a whole number from 1, not " + alertAfter + ".");
        }
        for (String report : reports) {
            ReportTarget.parse(report);
            if (suites > 1 && !report.contains("{suite}")) {
                throw Failure.USAGE
                        .because("--report " + report + " can't hold " + suites + " suites.")
                        .hint("Put {suite} into its name: each suite gets a file of its own.");
            }
        }
    }

    /** Refuses what looks at whole runs, where only a part is run. */
    void requireNoMemory() {
        if (history != null || baseline != null) {
            throw Failure.USAGE
                    .because("--history and --baseline look at whole runs, a shard is a part of one.")
                    .hint("Leave them out with --shard; report merge makes the report of the whole run.");
        }
    }

    /** {@link #TABLE}, or the kind of report that goes to stdout. */
    String format() {
        if (json && format != null && !format.equals("json")) {
            throw Failure.USAGE.because("--json and --output-format " + format + " contradict each other.");
        }
        String wanted = json ? "json" : format == null ? TABLE : format;
        List<String> known = new ArrayList<>(List.of(TABLE));
        known.addAll(ReportFormat.labels());
        if (!known.contains(wanted)) {
            throw Failure.USAGE
                    .because("Unknown output format '" + wanted + "'." + Suggestions.suggestion(wanted, known))
                    .hint("Known: " + String.join(", ", known) + ".");
        }
        return wanted;
    }

    /** The report files of this suite, ready to be written. */
    List<ReportTarget> targets(String suite) {
        List<ReportTarget> targets = parsed(suite);
        targets.forEach(ReportTarget::prepare);
        return targets;
    }

    /** All files that a run of this suite writes to: its reports and its history. */
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
