package org.llmtestbench.telemetry;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.runner.CallSpec;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;

/** Completed calls for tests. */
final class Calls {
    static final String PROMPT = "a secret prompt";
    static final String ANSWER = "a secret answer";

    private Calls() {}

    static Optional<CallSpec> call(String baseUrl, String model) {
        Provider provider = (Provider) Proxy.newProxyInstance(
                Calls.class.getClassLoader(),
                new Class<?>[] {Provider.class},
                (self, method, args) -> method.getName().equals("baseUrl") ? URI.create(baseUrl) : null);
        CompletionRequest request = CompletionRequest.builder()
                .model(model)
                .user(PROMPT)
                .maxTokens(64)
                .temperature(0.5)
                .build();
        return Optional.of(new CallSpec(provider, request, true));
    }

    /** Two attempts: 1 s failed, 2 s wait, then 1.5 s with an answer whose first token arrived after 0.3 s. */
    static Outcome answered(String provider, String model) {
        return new Outcome.Passed(new Target(provider, model, false), response(model, usage(false)));
    }

    static TokenUsage usage(boolean estimated) {
        return new TokenUsage(9, 20, 29, 4, 1, 5, estimated);
    }

    static CompletionResponse response(String model, TokenUsage usage) {
        return new CompletionResponse(
                "chatcmpl-1",
                model,
                model + "-2026",
                ANSWER,
                "a secret thought",
                FinishReason.STOP,
                "stop",
                usage,
                new BigDecimal("0.0025"),
                new Timings(ms(10), ms(300), ms(400), ms(1500), ms(3000), ms(20)),
                List.of(
                        new Attempt(1, 503, Failure.UNAVAILABLE, ms(1000), Duration.ZERO, null, "req_1"),
                        new Attempt(2, 200, null, ms(1500), ms(2000), "backoff", "req_2")),
                List.of());
    }

    /** A rejected call without an answer. */
    static Outcome refused(String provider, String model) {
        CompletionResponse empty = new CompletionResponse(
                null,
                model,
                null,
                "",
                "",
                null,
                null,
                null,
                null,
                null,
                List.of(new Attempt(1, 401, Failure.AUTHENTICATION, ms(80), Duration.ZERO, null, null)),
                List.of());
        return new Outcome.Failed(
                new Target(provider, model, false),
                Failure.AUTHENTICATION.because(PROMPT + " is refused").withPartialResponse(empty));
    }

    /** A call that was not sent. */
    static Outcome notSent(String provider, String model) {
        return new Outcome.Failed(new Target(provider, model, false), Failure.USAGE.because("no"));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
