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
 * Why there is no answer, as RFC 9457 has it.
 *
 * @param title of the kind of problem, a few words
 * @param detail what happened
 * @param failure the row of the failure table; null for what is HTTP's alone, such as an unknown address
 * @param hint what to do; null when there is nothing to say
 * @param requestId ours
 * @param providerRequestId the provider's, of the last attempt; null without one
 * @param errors each mistake in what was sent, where there may be several; else null
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
     * One of several mistakes.
     *
     * @param line in the body, counted from 1
     * @param path such as {@code suite.tests[0].prompt}
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Mistake(int line, String path, String message) {}

    static final String MEDIA_TYPE = "application/problem+json";

    /** Says at least what it is. */
    public ProblemDetails {
        Objects.requireNonNull(title);
        // it may quote the request
        detail = Utf16.toWellFormed(Objects.requireNonNull(detail));
    }

    /** One without a list of mistakes. */
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

    /** The answer to a request that came to this. */
    public static Response.Whole of(Throwable thrown, Request request) {
        if (thrown instanceof HttpProblemException refused) {
            Response.Whole response = refused.problem().response(request);
            for (var header : refused.headers().entrySet()) {
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
                        "Please report it, with what the log says about this request.",
                        null,
                        null)
                .response(request);
    }

    /** The row of the failure table that it is, if it is one. */
    public static Optional<Failure> failure(Throwable thrown) {
        return thrown instanceof HttpProblemException refused
                ? Optional.ofNullable(refused.problem().failure())
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
        ProblemDetails known =
                new ProblemDetails(title, status, detail, failure, hint, request.id(), providerRequestId, errors);
        return Response.json(status, MEDIA_TYPE, known);
    }
}
