package org.llmtestbench.lambda;

/** The time limit of the invocation was reached. Calls have shorter limits, so this is an internal error. */
final class InvocationTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvocationTimeoutException() {
        super("The time limit of the function was reached before the response was complete. Give the function a longer"
                + " timeout.");
    }
}
