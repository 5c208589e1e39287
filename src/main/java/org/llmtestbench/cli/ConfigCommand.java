package org.llmtestbench.cli;

import picocli.CommandLine.Command;

/** The group of commands for the configuration file. */
@Command(
        name = "config",
        description = "Writes, shows and checks the configuration.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            ConfigInitCommand.class,
            ConfigShowCommand.class,
            ConfigValidateCommand.class,
            ConfigPathCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  llm-test-bench config init",
            "  llm-test-bench config show openai",
            "  llm-test-bench config validate --live",
            "  vi \"$(llm-test-bench config path)\""
        })
final class ConfigCommand {}
