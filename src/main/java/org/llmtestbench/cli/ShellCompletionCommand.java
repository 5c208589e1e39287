package org.llmtestbench.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script that completes command lines in a shell. */
@Command(
        name = "completion",
        description = "Prints a script that completes command lines in a shell.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "It knows the providers that are configured when it is made.",
            "",
            "Examples:",
            "  source <(llm-test-bench completion bash)     (or in ~/.bashrc)",
            "  source <(llm-test-bench completion zsh)      (or in ~/.zshrc)"
        })
final class ShellCompletionCommand implements StandaloneCommand {
    /** One script serves both: it tells them apart itself. */
    private enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "bash|zsh", description = "Whose command lines.")
    private Shell shell;

    @Override
    public int run() {
        StandardStreams.out().print(AutoComplete.bash("llm-test-bench", CommandLineTool.commandLine()));
        return 0;
    }
}
