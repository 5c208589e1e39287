package org.llmtestbench;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.llmtestbench.cli.CommandLineTool;

/** Where the program starts. */
@QuarkusMain
public final class LlmTestBench {
    private LlmTestBench() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... args) {
        int exitCode = CommandLineTool.run(args);
        if (!isEnding()) {
            System.exit(exitCode);
        }
    }

    /** Once a signal ends the process its exit code is the signal's; an exit of ours could overtake it at the last moment. */
    private static boolean isEnding() {
        Thread probe = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException endingAlready) {
            return true;
        }
    }
}
