package org.llmtestbench.function.auth;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.ProblemDetails;
import org.llmtestbench.function.Request;

/** Requests for tests of authentication and limits, and the results of them. */
public final class Asked {
    /** A token that must not occur in any output. */
    public static final String TOKEN = "sk-planted-0123456789-token";

    public static final String OTHER_TOKEN = "sk-planted-9876543210-other";

    private Asked() {}

    public static Request by(String token) {
        return with("authorization", "Bearer " + token);
    }

    /** A request from this machine with these headers: names and values in turn. */
    public static Request with(String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("host", "localhost:8080"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Request("id", "POST", "/v1/completions", Map.of(), all, new byte[0]);
    }

    public static Uni<Principal> authenticate(Authenticator authenticator, Request request) {
        return Uni.createFrom().deferred(() -> authenticator.authenticate(request));
    }

    public static <T> T answer(Uni<T> result) {
        return result.await().atMost(Duration.ofSeconds(10));
    }

    public static HttpProblemException refusal(Uni<?> result) {
        return catchThrowableOfType(HttpProblemException.class, () -> answer(result));
    }

    /** Status and detail, then the hint on a second line. */
    public static String text(HttpProblemException refused) {
        ProblemDetails problem = refused.problem();
        return problem.status() + " " + problem.detail() + "\n" + problem.hint();
    }
}
