package org.llmtestbench;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.llmtestbench.cli.CommandLineTool;

/** Where the program starts. */
@QuarkusMain
public final class LlmTestBench {
    private LlmTestBench() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... args) {
        System.exit(CommandLineTool.run(args));
    }
}
