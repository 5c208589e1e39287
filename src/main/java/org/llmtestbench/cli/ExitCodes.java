package org.llmtestbench.cli;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;

/** Computes the exit code of several runs. */
final class ExitCodes {
    /** The exit code of a bug, or of output that can't be written. */
    static final int BUG = 70;

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    private ExitCodes() {}

    /** The code of the most severe failure. Termination and interruption come first, then {@link #BUG}. */
    static int mostSevere(Collection<Integer> codes) {
        for (int code : List.of(TERMINATED, INTERRUPTED, BUG)) {
            if (codes.contains(code)) {
                return code;
            }
        }
        List<Failure> failures = Stream.of(Failure.values())
                .filter(failure -> codes.contains(failure.exitCode()))
                .toList();
        return Failure.mostSevere(failures).map(Failure::exitCode).orElse(0);
    }

    /** {@link #BUG} if it is one of the codes, otherwise 0; for {@code --exit-zero}. */
    static int bugOnly(Collection<Integer> codes) {
        return codes.contains(BUG) ? BUG : 0;
    }
}
