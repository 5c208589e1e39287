package org.llmtestbench.lambda;

/** A report could not be stored in or read from S3. */
final class ReportStoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param uri the URI of the report */
    ReportStoreException(String uri, Throwable cause) {
        super(
                "The report " + uri + " can't be stored or read: " + cause.getMessage()
                        + ". Check the permissions of the function's role.",
                cause);
    }
}
