package org.llmtestbench.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a completion script for bash or zsh. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash or zsh.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "The script contains the providers that are configured when it is created.",
            "",
            "Examples:",
            "  source <(llm-test-bench completion bash)     (or in ~/.bashrc)",
            "  source <(llm-test-bench completion zsh)      (or in ~/.zshrc)"
        })
final class ShellCompletionCommand implements StandaloneCommand {
    /** The supported shells. The same script works in both, because it detects the shell itself. */
    private enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "bash|zsh", description = "The shell that runs the script.")
    private Shell shell;

    @Override
    public int run() {
        StandardStreams.out().print(AutoComplete.bash("llm-test-bench", CommandLineTool.commandLine()));
        return 0;
    }
}
