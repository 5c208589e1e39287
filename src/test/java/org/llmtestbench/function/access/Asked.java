package org.llmtestbench.function.access;

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
final class Asked {
    /** As long as a key, and planted: it must be in no output. */
    static final String TOKEN = "sk-planted-0123456789-token";

    static final String OTHER_TOKEN = "sk-planted-9876543210-other";

    private Asked() {}

    static Request by(String token) {
        return with("authorization", "Bearer " + token);
    }

    /** A request with these headers, names and values in turn, from this machine. */
    static Request with(String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("host", "localhost:8080"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Request("id", "POST", "/v1/completions", Map.of(), all, new byte[0]);
    }

    static Uni<Principal> at(Authenticator door, Request request) {
        return Uni.createFrom().deferred(() -> door.admit(request));
    }

    static <T> T answer(Uni<T> asked) {
        return asked.await().atMost(Duration.ofSeconds(10));
    }

    static HttpProblemException refusal(Uni<?> asked) {
        return catchThrowableOfType(HttpProblemException.class, () -> answer(asked));
    }

    /** Status, detail and hint, a line each. */
    static String told(HttpProblemException refused) {
        ProblemDetails problem = refused.problem();
        return problem.status() + " " + problem.detail() + "\n" + problem.hint();
    }
}
