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

/** Requests, and what becomes of them. */
public final class Asked {
    /** As long as a key, and planted: it must be in no output. */
    public static final String TOKEN = "sk-planted-0123456789-token";

    public static final String OTHER_TOKEN = "sk-planted-9876543210-other";

    private Asked() {}

    public static Request by(String token) {
        return with("authorization", "Bearer " + token);
    }

    /** A request with these headers, names and values in turn, from this machine. */
    public static Request with(String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("host", "localhost:8080"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Request("id", "POST", "/v1/completions", Map.of(), all, new byte[0]);
    }

    public static Uni<Principal> at(Authenticator door, Request request) {
        return Uni.createFrom().deferred(() -> door.authenticate(request));
    }

    public static <T> T answer(Uni<T> asked) {
        return asked.await().atMost(Duration.ofSeconds(10));
    }

    public static HttpProblemException refusal(Uni<?> asked) {
        return catchThrowableOfType(HttpProblemException.class, () -> answer(asked));
    }

    /** Status, detail and hint, a line each. */
    public static String told(HttpProblemException refused) {
        ProblemDetails problem = refused.problem();
        return problem.status() + " " + problem.detail() + "\n" + problem.hint();
    }
}
