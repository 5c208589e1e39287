package org.llmtestbench.cli;

import picocli.CommandLine.Command;

/** The group of commands for existing reports. */
@Command(
        name = "report",
        description = "Works with JSON reports of earlier runs.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {ReportMergeCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  llm-test-bench report merge all.json shard-1.json shard-2.json"})
final class ReportCommand {}
