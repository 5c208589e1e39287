package org.llmtestbench.provider.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.llmtestbench.provider.Failure;

/**
 * What a provider says when it does not answer, and the failure it amounts to.
 *
 * @param status the HTTP status, or 200 when the error came inside an answer
 * @param type the provider's kind of error, or null
 * @param code the provider's finer code, or null
 * @param message the provider's sentence, or null
 * @param requestId the provider's id of the request where the body holds one, or null
 * @param details what else the body says
 */
public record ErrorResponse(int status, String type, String code, String message, String requestId, Details details) {

    /**
     * What helps to find the cause and is not shown.
     *
     * @param words further codes, such as the reason of Google's {@code ErrorInfo}, as they are written
     * @param text all that was said, where the message is shortened; null where the message is all
     * @param retryAfter the time after which the provider wants to be asked again, or null
     * @param page whether the body is not JSON but a page or a line of text
     */
    public record Details(Set<String> words, String text, Duration retryAfter, boolean page) {
        static final Details NONE = new Details(Set.of(), null, null, false);
    }

    public ErrorResponse {
        Objects.requireNonNull(details);
    }

    /** An error whose body says nothing else. */
    public ErrorResponse(int status, String type, String code, String message) {
        this(status, type, code, message, null, Details.NONE);
    }

    /** The failure this amounts to; {@code model} is the one that was asked for, or empty. */
    public Failure failure(String model) {
        return cause(model).failure();
    }

    /** The cause of that failure. */
    ErrorCause cause(String model) {
        return ErrorClassifier.cause(this, model);
    }

    /** The same, with what the response's headers say. */
    ErrorResponse with(UnaryOperator<String> headers, Duration retryAfter) {
        Set<String> words = new TreeSet<>(details.words());
        String exception = headers.apply("x-amzn-errortype");
        if (exception != null) {
            words.add(exception.replaceFirst("[:,].*", ""));
        }
        if (headers.apply("cf-mitigated") != null) {
            words.add("cf-mitigated");
        }
        return new ErrorResponse(
                status, type, code, message, requestId, new Details(words, details.text(), retryAfter, details.page()));
    }
}
