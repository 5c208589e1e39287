package org.llmtestbench.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.llmtestbench.provider.Failure;

/** A request that is rejected before any provider is called; becomes a problem document. */
public final class HttpProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ProblemDetails problem;
    private final transient Map<String, String> headers;

    private HttpProblemException(ProblemDetails problem, Map<String, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    /** A problem with this status; the failure may be null. */
    public static HttpProblemException with(int status, String title, String detail, Failure failure) {
        return new HttpProblemException(new ProblemDetails(title, status, detail, failure, null, null, null), Map.of());
    }

    /** Adds one line that tells the caller what to do. */
    public HttpProblemException hint(String hint) {
        ProblemDetails p = problem;
        return new HttpProblemException(
                new ProblemDetails(p.title(), p.status(), p.detail(), p.failure(), hint, null, null, p.errors()),
                headers);
    }

    /** Adds the list of all errors in the request. */
    public HttpProblemException errors(List<ProblemDetails.Mistake> errors) {
        ProblemDetails p = problem;
        return new HttpProblemException(
                new ProblemDetails(p.title(), p.status(), p.detail(), p.failure(), p.hint(), null, null, errors),
                headers);
    }

    /** Adds a header to the response. */
    public HttpProblemException header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HttpProblemException(problem, all);
    }

    /** The detail, all errors and the hint as one text, for callers that get no problem document. */
    public String fullMessage() {
        String errors = problem.errors() == null
                ? ""
                : problem.errors().stream()
                        .map(each -> " " + each.path() + ": " + each.message())
                        .collect(Collectors.joining());
        return problem.detail() + errors + (problem.hint() == null ? "" : " " + problem.hint());
    }

    /** The problem document for the caller. */
    public ProblemDetails problem() {
        return problem;
    }

    /** The additional headers of the response. */
    public Map<String, String> headers() {
        return headers;
    }
}
