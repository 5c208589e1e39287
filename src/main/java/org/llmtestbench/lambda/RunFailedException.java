package org.llmtestbench.lambda;

/** A run did not pass, and {@code fail_invocation} is set. */
final class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param summary the result of the run and the URI of its report */
    RunFailedException(String summary) {
        super(summary);
    }
}
