package org.llmtestbench.cli;

import java.io.UncheckedIOException;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.report.Commentary;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The end of the line for what no outcome holds: a wrong setting, output that can't be written, a bug. */
final class Failures implements IExecutionExceptionHandler {
    private static final int BUG = 70;

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        Commentary commentary = new Commentary(Streams.err(), Streams.errWantsColour());
        if (e instanceof ProviderException failure) {
            commentary.failure(failure);
            return failure.failure().exitCode();
        }
        if (e instanceof UncheckedIOException io) {
            return Streams.isClosedPipe(io)
                    ? 0
                    : complain(
                            commentary,
                            "The output can't be written: " + io.getCause().getMessage() + ".");
        }
        CommandLine last = line;
        while (last.getParseResult() != null && last.getParseResult().hasSubcommand()) {
            last = last.getParseResult().subcommand().commandSpec().commandLine();
        }
        if (last.getCommand() instanceof BenchCommand command && command.isVerbose()) {
            e.printStackTrace();
        }
        return complain(
                commentary,
                "This is a bug in llm-test-bench: " + e + ". Please report it, with the output of --verbose.");
    }

    private static int complain(Commentary commentary, String message) {
        commentary.error(message);
        return BUG;
    }
}
