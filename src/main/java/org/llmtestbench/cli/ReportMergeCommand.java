package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.report.IsolatedReport;
import org.llmtestbench.report.ReportFormat;
import org.llmtestbench.report.ReportMerger;
import org.llmtestbench.report.ReportTarget;
import org.llmtestbench.report.ReportWriter;
import org.llmtestbench.report.VerdictFormatter;
import org.llmtestbench.suite.SuiteJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Merges several JSON reports of one suite into one report. */
@Command(
        name = "merge",
        description = "Merges several JSON reports of one suite into one report.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "For shards (smoke --shard i/n), give the reports of all shards, in any order.",
            "The result is the report of the whole run; its cases have the order of the",
            "suite. The cases of other reports keep the order of the arguments.",
            "",
            "The exit code is that of the most severe failure in the merged report.",
            "",
            "Examples:",
            "  llm-test-bench report merge all.json shard-1.json shard-2.json",
            "  llm-test-bench report merge all.json shard-*.json --report html=all.html"
        })
final class ReportMergeCommand implements StandaloneCommand {
    @Parameters(index = "0", paramLabel = "OUT", description = "The JSON report to write.")
    private Path out;

    @Parameters(index = "1", arity = "1..*", paramLabel = "IN", description = "The JSON reports to read.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "KIND=FILE",
            description = "Another report of the same results: junit, json, jsonl, md or html.")
    private List<String> reports = new ArrayList<>();

    @Override
    public int run() {
        List<ReportTarget> targets = new ArrayList<>(List.of(new ReportTarget(ReportFormat.JSON, out)));
        reports.stream().map(ReportTarget::parse).forEach(targets::add);
        targets.forEach(ReportTarget::prepare);
        List<RuntimeException> failures = new ArrayList<>();
        SuiteJson merged = new ReportMerger(inputs)
                .into(extras -> targets.stream()
                        .<ReportWriter>map(target -> new IsolatedReport(() -> target.open(extras), failures::add))
                        .toList());
        StandardStreams.err().println(merged.suite() + ": " + VerdictFormatter.summary(merged.summary()) + ".");
        failures.forEach(failure -> ErrorReporter.report(failure, false));
        return failures.isEmpty() ? merged.exitCode() : ExitCodes.BUG;
    }
}
