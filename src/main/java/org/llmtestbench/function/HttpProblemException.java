package org.llmtestbench.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.llmtestbench.provider.Failure;

/** A request that is not answered, before any provider was asked. */
public final class HttpProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ProblemDetails problem;
    private final transient Map<String, String> headers;

    private HttpProblemException(ProblemDetails problem, Map<String, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    /** With this status; the failure may be null. */
    public static HttpProblemException with(int status, String title, String detail, Failure failure) {
        return new HttpProblemException(new ProblemDetails(title, status, detail, failure, null, null, null), Map.of());
    }

    /** Adds one line that says what to do. */
    public HttpProblemException hint(String hint) {
        ProblemDetails p = problem;
        return new HttpProblemException(
                new ProblemDetails(p.title(), p.status(), p.detail(), p.failure(), hint, null, null, p.errors()),
                headers);
    }

    /** Adds each mistake by itself. */
    public HttpProblemException errors(List<ProblemDetails.Mistake> errors) {
        ProblemDetails p = problem;
        return new HttpProblemException(
                new ProblemDetails(p.title(), p.status(), p.detail(), p.failure(), p.hint(), null, null, errors),
                headers);
    }

    /** Adds a header of the answer. */
    public HttpProblemException header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HttpProblemException(problem, all);
    }

    /** All there is to say, for where there is no problem document: each mistake, and what to do. */
    public String says() {
        String mistakes = problem.errors() == null
                ? ""
                : problem.errors().stream()
                        .map(each -> " " + each.path() + ": " + each.message())
                        .collect(Collectors.joining());
        return problem.detail() + mistakes + (problem.hint() == null ? "" : " " + problem.hint());
    }

    /** What the caller is told. */
    public ProblemDetails problem() {
        return problem;
    }

    /** What the answer carries beside the usual headers. */
    public Map<String, String> headers() {
        return headers;
    }
}
