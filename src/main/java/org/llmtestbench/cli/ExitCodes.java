package org.llmtestbench.cli;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;

/** The exit code of several runs together. */
final class ExitCodes {
    /** A bug, or output that can't be written. */
    static final int BUG = 70;

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    private ExitCodes() {}

    /** That of the gravest failure; an interruption comes first, then a bug or output that can't be written. */
    static int mostSevere(Collection<Integer> codes) {
        for (int ended : List.of(TERMINATED, INTERRUPTED, BUG)) {
            if (codes.contains(ended)) {
                return ended;
            }
        }
        List<Failure> failures = Stream.of(Failure.values())
                .filter(failure -> codes.contains(failure.exitCode()))
                .toList();
        return Failure.mostSevere(failures).map(Failure::exitCode).orElse(0);
    }

    /** 70 if it is one of them, else 0: for runs whose own outcome does not count. */
    static int bugOnly(Collection<Integer> codes) {
        return codes.contains(BUG) ? BUG : 0;
    }
}
