package org.llmtestbench.lambda;

/** The function's time ran out before there was an answer; calls have less time than this, so it is a breakdown. */
final class InvocationTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvocationTimeoutException() {
        super("The function's time ran out before the answer was complete. Give the function a longer timeout.");
    }
}
