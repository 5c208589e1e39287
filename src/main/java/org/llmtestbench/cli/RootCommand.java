package org.llmtestbench.cli;

import picocli.CommandLine.Command;

/** The root command; without a subcommand it only has help and version. */
@Command(
        name = "llm-test-bench",
        description = "Test LLM endpoints: send prompts, check answers, measure latency and cost,%n"
                + "from the command line, CI, or a serverless function.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  llm-test-bench test openai --prompt \"Hello\" --offline",
            "  llm-test-bench test openai \"Why is the sky blue?\" --stream",
            "  git diff | llm-test-bench test openai --system \"Write a commit message.\"",
            "",
            "Exit codes: 0 success, 1 API key, 2 rate limit, 3 prompt too long, 4 quota,",
            "5 timeout, 6 unreachable, 7 unavailable, 8 unknown model, 9 rejected request,",
            "10 refused answer, 11 malformed answer, 20 failed check, 21 budget reached,",
            "64 usage, 70 bug, 78 configuration."
        })
final class RootCommand {}
