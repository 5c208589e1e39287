package org.llmtestbench.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Utf16;

/**
 * A problem document (RFC 9457), the body of every error response.
 *
 * @param title the kind of problem, in a few words
 * @param detail what happened
 * @param failure the row of the failure table; null for pure HTTP errors, such as an unknown path
 * @param hint what to do; null for none
 * @param requestId the id of the request to this server
 * @param providerRequestId the provider's id of the last attempt; null for none
 * @param errors the errors in the request, if there can be several; else null
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetails(
        String title,
        int status,
        String detail,
        Failure failure,
        String hint,
        String requestId,
        String providerRequestId,
        List<Mistake> errors) {
    /**
     * One of several errors in a request.
     *
     * @param line the line of the body, counted from 1
     * @param path the JSON path, such as {@code suite.tests[0].prompt}
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Mistake(int line, String path, String message) {}

    static final String MEDIA_TYPE = "application/problem+json";

    /** Title and detail must not be null. */
    public ProblemDetails {
        Objects.requireNonNull(title);
        // the detail may quote the request, which may contain unpaired surrogates
        detail = Utf16.toWellFormed(Objects.requireNonNull(detail));
    }

    /** A problem without a list of errors. */
    ProblemDetails(
            String title,
            int status,
            String detail,
            Failure failure,
            String hint,
            String requestId,
            String providerRequestId) {
        this(title, status, detail, failure, hint, requestId, providerRequestId, null);
    }

    /** The response for a request that failed with this exception. */
    public static Response.Whole of(Throwable thrown, Request request) {
        if (thrown instanceof HttpProblemException rejected) {
            Response.Whole response = rejected.problem().response(request);
            for (var header : rejected.headers().entrySet()) {
                response = response.with(header.getKey(), header.getValue());
            }
            return response;
        }
        if (thrown instanceof ProviderException failure) {
            Response.Whole response = of(failure).response(request);
            return failure.retryAfter()
                    .map(time -> response.with("retry-after", seconds(time)))
                    .orElse(response);
        }
        return new ProblemDetails(
                        "Internal error",
                        500,
                        "This is a bug in llm-test-bench.",
                        null,
                        "Please report it, with the log lines of this request.",
                        null,
                        null)
                .response(request);
    }

    /** The row of the failure table for this exception; empty if there is none. */
    public static Optional<Failure> failure(Throwable thrown) {
        return thrown instanceof HttpProblemException rejected
                ? Optional.ofNullable(rejected.problem().failure())
                : thrown instanceof ProviderException failure ? Optional.of(failure.failure()) : Optional.empty();
    }

    private static ProblemDetails of(ProviderException failure) {
        String id = failure.response()
                .flatMap(response -> response.attempts().stream().reduce((first, last) -> last))
                .map(Attempt::requestId)
                .orElse(null);
        return new ProblemDetails(
                title(failure.failure()),
                failure.failure().httpStatus(),
                failure.getMessage(),
                failure.failure(),
                failure.hint().orElse(null),
                null,
                id);
    }

    /** Such as {@code Rate limited}. */
    private static String title(Failure failure) {
        String words = failure.name().replace('_', ' ');
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String seconds(Duration time) {
        return String.valueOf(Math.max(1, (time.toMillis() + 999) / 1000));
    }

    private Response.Whole response(Request request) {
        ProblemDetails withId =
                new ProblemDetails(title, status, detail, failure, hint, request.id(), providerRequestId, errors);
        return Response.json(status, MEDIA_TYPE, withId);
    }
}
