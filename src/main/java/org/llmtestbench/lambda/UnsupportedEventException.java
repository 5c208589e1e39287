package org.llmtestbench.lambda;

/** An event that means nothing to the function. */
final class UnsupportedEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedEventException(String why) {
        super(why + " Send {\"suite\": \"name\"} to run a suite; schedules of EventBridge, SQS batches and requests of"
                + " Function URLs and API Gateway are understood too.");
    }
}
