package org.llmtestbench.provider;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a call, a check or a command did not end well; each constant carries its row of the failure table.
 *
 * <p>Exit codes 0 (all well), 70 (a bug), 130 and 143 (interrupted, terminated) are not failures of this kind.
 */
public enum Failure {
    /** The key is missing, refused or lacks permission. */
    AUTHENTICATION(1, 502, false),
    /** Too many requests for now; passes by waiting. */
    RATE_LIMITED(2, 429, true),
    /** The prompt does not fit the model's context window. */
    CONTEXT_LENGTH_EXCEEDED(3, 422, false),
    /** A limit that only money or an administrator clears. */
    QUOTA_EXHAUSTED(4, 502, false),
    /** No first token, no next token or no end in time. */
    TIMEOUT(5, 504, true),
    /** DNS, connect or TLS failed, or the connection was cut. */
    UNREACHABLE(6, 502, true),
    /** The provider is overloaded or broken (5xx, 529). */
    UNAVAILABLE(7, 503, true),
    /** The model is unknown or retired. */
    MODEL_NOT_FOUND(8, 502, false),
    /** Understood and refused (other 4xx). */
    INVALID_REQUEST(9, 422, false),
    /** Answered with a refusal or stopped by a content filter. */
    REFUSED(10, 200, false),
    /** The answer breaks the protocol: truncated, empty or not JSON. */
    MALFORMED(11, 502, false),
    /** A good answer that failed a check. */
    CHECK_FAILED(20, 200, false),
    /** The spend cap was reached. */
    BUDGET_EXCEEDED(21, 200, false),
    /** A bad option, an unknown provider or an empty prompt. */
    USAGE(64, 400, false),
    /** A configuration or suite file is wrong. */
    CONFIGURATION(78, 500, false);

    private static final List<Failure> GRAVEST_FIRST = List.of(
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

    /** The exit code of a process that ends because of this. */
    public int exitCode() {
        return exitCode;
    }

    /** The status our own HTTP function answers with. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request may succeed a little later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** An exception with this failure; {@code message} says what happened and, unless a hint does, what to do. */
    public ProviderException because(String message) {
        return ProviderException.of(this, message);
    }

    /** The one that decides the exit code when several happened. */
    public static Optional<Failure> mostSevere(Collection<Failure> failures) {
        return failures.stream().min(Comparator.comparingInt(GRAVEST_FIRST::indexOf));
    }
}
