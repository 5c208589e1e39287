package org.llmtestbench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.report.ConsoleMessages;

/** Reports errors that are not part of an outcome: an invalid setting, output that can't be written, a bug. */
final class ErrorReporter {
    private static final int INTERRUPTED = 130;

    private ErrorReporter() {}

    /** Prints the error and its hint, and returns the exit code. */
    static int report(Throwable thrown, boolean verbose) {
        ConsoleMessages messages = StandardStreams.commentary();
        if (thrown instanceof CancellationException) {
            return INTERRUPTED;
        }
        if (thrown instanceof ProviderException failure) {
            messages.failure(failure, "");
            return failure.failure().exitCode();
        }
        if (thrown instanceof UncheckedIOException io) {
            messages.error("The output can't be written: " + io.getCause().getMessage() + ".");
            return ExitCodes.BUG;
        }
        if (verbose) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            StandardStreams.err().print(trace.toString());
        }
        messages.error("This is a bug in llm-test-bench: " + thrown + ".");
        messages.hint("Please report it, with the output of --verbose.");
        return ExitCodes.BUG;
    }
}
