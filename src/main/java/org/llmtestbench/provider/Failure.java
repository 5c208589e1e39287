package org.llmtestbench.provider;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a call, a check or a command failed. Each constant is one row of the failure table, with an exit code and an HTTP
 * status.
 *
 * <p>Exit codes 0 (success), 70 (a bug), 130 and 143 (interrupted, terminated) have no constant.
 */
public enum Failure {
    /** The API key is missing, rejected or lacks a permission. */
    AUTHENTICATION(1, 502, false),
    /** Too many requests; succeeds after a wait. */
    RATE_LIMITED(2, 429, true),
    /** The prompt does not fit the model's context window. */
    CONTEXT_LENGTH_EXCEEDED(3, 422, false),
    /** The account has no credit or quota left; waiting does not help. */
    QUOTA_EXHAUSTED(4, 502, false),
    /** The first token, the next token or the end did not arrive in time. */
    TIMEOUT(5, 504, true),
    /** DNS, connect or TLS failed, or the connection was closed early. */
    UNREACHABLE(6, 502, true),
    /** The provider is overloaded or broken (5xx, 529). */
    UNAVAILABLE(7, 503, true),
    /** The model is unknown or retired. */
    MODEL_NOT_FOUND(8, 502, false),
    /** The provider rejected the request (other 4xx). */
    INVALID_REQUEST(9, 422, false),
    /** The model refused to answer, or a content filter stopped the answer. */
    REFUSED(10, 200, false),
    /** The response breaks the protocol: truncated, empty or not JSON. */
    MALFORMED(11, 502, false),
    /** The answer is complete but failed a check. */
    CHECK_FAILED(20, 200, false),
    /** The spending limit was reached. */
    BUDGET_EXCEEDED(21, 200, false),
    /** A bad option, an unknown provider or an empty prompt. */
    USAGE(64, 400, false),
    /** A configuration or suite file is wrong. */
    CONFIGURATION(78, 500, false);

    private static final List<Failure> MOST_SEVERE_FIRST = List.of(
            CONFIGURATION,
            USAGE,
            BUDGET_EXCEEDED,
            AUTHENTICATION,
            QUOTA_EXHAUSTED,
            MODEL_NOT_FOUND,
            INVALID_REQUEST,
            CONTEXT_LENGTH_EXCEEDED,
            MALFORMED,
            UNREACHABLE,
            UNAVAILABLE,
            TIMEOUT,
            RATE_LIMITED,
            REFUSED,
            CHECK_FAILED);

    private final int exitCode;
    private final int httpStatus;
    private final boolean retryable;

    Failure(int exitCode, int httpStatus, boolean retryable) {
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
        this.retryable = retryable;
    }

    /** Returns the exit code of a process that ends with this failure. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns the HTTP status that the function responds with. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns an exception; {@code message} says what happened and, if there is no hint, what to do. */
    public ProviderException because(String message) {
        return ProviderException.of(this, message);
    }

    /** Returns the failure that decides the exit code when there are several. */
    public static Optional<Failure> mostSevere(Collection<Failure> failures) {
        return failures.stream().min(Comparator.comparingInt(MOST_SEVERE_FIRST::indexOf));
    }
}
