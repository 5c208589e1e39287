package org.llmtestbench.cli;

import picocli.CommandLine.Command;

/** The commands around reports that were written. */
@Command(
        name = "report",
        description = "Works on reports that were written.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {ReportMergeCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  llm-test-bench report merge all.json shard-1.json shard-2.json"})
final class ReportCommand {}
