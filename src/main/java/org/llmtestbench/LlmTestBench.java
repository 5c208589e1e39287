package org.llmtestbench;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.llmtestbench.cli.CommandLineTool;

/** The entry point of the program. */
@QuarkusMain
public final class LlmTestBench {
    private LlmTestBench() {}

    /** Runs one command and exits with its exit code. */
    public static void main(String... args) {
        int exitCode = CommandLineTool.run(args);
        if (!isShuttingDown()) {
            System.exit(exitCode);
        }
    }

    /**
     * Whether the JVM is shutting down, for example after a signal. The exit code is then that of the signal; a call of
     * {@link System#exit} could replace it.
     */
    private static boolean isShuttingDown() {
        Thread probe = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException alreadyShuttingDown) {
            return true;
        }
    }
}
