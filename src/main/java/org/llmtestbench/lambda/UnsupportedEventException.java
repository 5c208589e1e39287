package org.llmtestbench.lambda;

/** The function does not support this event. */
final class UnsupportedEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedEventException(String why) {
        super(why + " Send {\"suite\": \"name\"} to run a suite. Events of EventBridge, SQS batches, and requests of"
                + " Function URLs and API Gateway are supported too.");
    }
}
