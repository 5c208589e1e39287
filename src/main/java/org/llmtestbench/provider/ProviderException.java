package org.llmtestbench.provider;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A call that failed: what happened, what to do about it, and what had been received by then. Sealed into what a retry
 * may repeat now and what it may not; every method that adds something returns a new exception.
 */
public abstract sealed class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Details details;

    private ProviderException(Details details, Throwable cause) {
        super(details.message(), cause);
        this.details = details;
    }

    /** May be repeated: nothing of an answer was delivered and the failure passes by itself. */
    public static final class Transient extends ProviderException {
        private static final long serialVersionUID = 1;

        private Transient(Details details, Throwable cause) {
            super(details, cause);
        }
    }

    /** Must not be repeated. */
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
            // both may quote a provider
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

    private ProviderException copy(Details changed, boolean repeatable, Throwable cause) {
        ProviderException copy = repeatable ? new Transient(changed, cause) : new Permanent(changed, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    private boolean repeatable() {
        return this instanceof Transient;
    }

    /** Adds one line that says what to do. */
    public ProviderException hint(String hint) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, hint, d.retryable, d.retryAfter, d.nextWait, d.response),
                repeatable(),
                getCause());
    }

    /** Adds the time after which the provider asked to come back. */
    public ProviderException retryAfter(Duration time) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, d.retryable, time, d.nextWait, d.response),
                repeatable(),
                getCause());
    }

    /** Says whether the provider's own word or the kind of failure allows another try at all. */
    public ProviderException retryable(boolean retryable) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, retryable, d.retryAfter, d.nextWait, d.response),
                retryable,
                getCause());
    }

    /** To be repeated after this wait. */
    public ProviderException withNextDelay(Wait nextWait) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, d.retryable, d.retryAfter, nextWait, d.response),
                true,
                getCause());
    }

    /** The end of it: not to be repeated any more, with all that was received, attempts included. */
    public ProviderException withPartialResponse(CompletionResponse soFar) {
        Details d = details;
        return copy(
                new Details(d.failure, d.message, d.hint, d.retryable, d.retryAfter, null, soFar), false, getCause());
    }

    /** The same with another message. */
    public ProviderException withMessage(String message) {
        Details d = details;
        return copy(
                new Details(d.failure, message, d.hint, d.retryable, d.retryAfter, d.nextWait, d.response),
                repeatable(),
                getCause());
    }

    /** Adds the foreign exception that led to this one. */
    public ProviderException causedBy(Throwable cause) {
        return copy(details, repeatable(), cause);
    }

    /** The kind of failure, with its exit code. */
    public Failure failure() {
        return details.failure;
    }

    /** One line that says what to do, if there is anything to say. */
    public Optional<String> hint() {
        return Optional.ofNullable(details.hint);
    }

    /** Whether the same request may succeed later, even when this call gave up. */
    public boolean isRetryable() {
        return details.retryable;
    }

    /** What the provider asked for in {@code Retry-After} or its message. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter);
    }

    /** The wait before the next attempt; present on what is about to be repeated. */
    public Optional<Wait> nextWait() {
        return Optional.ofNullable(details.nextWait);
    }

    /** What had been received when the call failed: text so far, timings, every attempt. */
    public Optional<CompletionResponse> response() {
        return Optional.ofNullable(details.response);
    }
}
