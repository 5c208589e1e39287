package org.llmtestbench.provider;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A failure with a message, an optional hint, and the response received so far. {@link Transient} failures may be
 * retried, {@link Permanent} ones may not. Every method that adds something returns a new exception.
 */
public abstract sealed class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Details details;

    private ProviderException(Details details, Throwable cause) {
        super(details.message(), cause);
        this.details = details;
    }

    /** May be retried: no part of an answer was delivered, and the failure is temporary. */
    public static final class Transient extends ProviderException {
        private static final long serialVersionUID = 1;

        private Transient(Details details, Throwable cause) {
            super(details, cause);
        }
    }

    /** Must not be retried. */
    public static final class Permanent extends ProviderException {
        private static final long serialVersionUID = 1;

        private Permanent(Details details, Throwable cause) {
            super(details, cause);
        }
    }

    private record Details(
            Failure failure,
            String message,
            String hint,
            boolean retryable,
            Duration retryAfter,
            Wait nextWait,
            CompletionResponse response) {
        private Details {
            Objects.requireNonNull(failure);
            // both may quote text of a provider
            message = Utf16.toWellFormed(Objects.requireNonNull(message));
            hint = Utf16.toWellFormed(hint);
        }
    }

    /** How long to wait before the next attempt, and why: {@code retry-after} or {@code backoff}. */
    public record Wait(Duration time, String reason) {}

    static ProviderException of(Failure failure, String message) {
        Details details = new Details(failure, message, null, failure.isRetryable(), null, null, null);
        return failure.isRetryable() ? new Transient(details, null) : new Permanent(details, null);
    }

    private ProviderException copy(Details changed, boolean isTransient, Throwable cause) {
        ProviderException copy = isTransient ? new Transient(changed, cause) : new Permanent(changed, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    private boolean isTransient() {
        return this instanceof Transient;
    }

    /** Sets the hint: one line that says what to do. */
    public ProviderException hint(String hint) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, hint, d.retryable, d.retryAfter, d.nextWait, d.response),
                isTransient(),
                getCause());
    }

    /** Sets the delay that the provider asked for. */
    public ProviderException retryAfter(Duration time) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, d.retryable, time, d.nextWait, d.response),
                isTransient(),
                getCause());
    }

    /** Sets whether a retry is allowed, by the provider's response or by the kind of failure. */
    public ProviderException retryable(boolean retryable) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, retryable, d.retryAfter, d.nextWait, d.response),
                retryable,
                getCause());
    }

    /** Makes it {@link Transient}, to be retried after this wait. */
    public ProviderException withNextDelay(Wait nextWait) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, d.retryable, d.retryAfter, nextWait, d.response),
                true,
                getCause());
    }

    /** Makes it {@link Permanent}, and adds the response so far, with all attempts. */
    public ProviderException withPartialResponse(CompletionResponse soFar) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, d.retryable, d.retryAfter, null, soFar), false, getCause());
    }

    /** Replaces the message. */
    public ProviderException withMessage(String message) {
        Details d = details;
        return copy(
                new Details(d.failure, message, d.hint, d.retryable, d.retryAfter, d.nextWait, d.response),
                isTransient(),
                getCause());
    }

    /** Sets the cause. */
    public ProviderException causedBy(Throwable cause) {
        return copy(details, isTransient(), cause);
    }

    /** Returns the kind of failure, which has the exit code. */
    public Failure failure() {
        return details.failure;
    }

    /** Returns one line that says what to do, if there is a hint. */
    public Optional<String> hint() {
        return Optional.ofNullable(details.hint);
    }

    /** Whether the same request may succeed later, even when this call makes no more attempts. */
    public boolean isRetryable() {
        return details.retryable;
    }

    /** Returns the delay that the provider asked for, in {@code Retry-After} or in its message. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter);
    }

    /** Returns the wait before the next attempt; present only when there is a next attempt. */
    public Optional<Wait> nextWait() {
        return Optional.ofNullable(details.nextWait);
    }

    /** Returns the response received before the failure: partial text, timings, all attempts. */
    public Optional<CompletionResponse> response() {
        return Optional.ofNullable(details.response);
    }
}
