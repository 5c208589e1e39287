package org.llmtestbench.lambda;

/** A report that could not be stored or read back: whoever counts on it must hear of that. */
final class ReportStoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param what of the bucket, and why it failed */
    ReportStoreException(String what, Throwable cause) {
        super("The report " + what + ". Does the function's role allow it?", cause);
    }
}
