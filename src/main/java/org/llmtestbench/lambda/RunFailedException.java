package org.llmtestbench.lambda;

/** A run that did not pass, where that is to fail the invocation. */
final class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param summary what the run came to, and where its report is */
    RunFailedException(String summary) {
        super(summary);
    }
}
