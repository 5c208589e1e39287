package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;

/** Test data: answers, outcomes and cases. */
public final class Answers {
    private static final Target TARGET = new Target("openai", "m", false);

    private Answers() {}

    /** A complete answer of the model m-2026: 12 tokens in 1 s, the first after 400 ms, $0.002. */
    public static CompletionResponse response(String text) {
        return response(text, FinishReason.STOP, new TokenUsage(9, 12, 21, 0, 0, 0, false));
    }

    private static CompletionResponse response(
            String text, FinishReason reason, TokenUsage usage, Failure... failures) {
        List<Attempt> attempts = new java.util.ArrayList<>();
        for (Failure failure : failures) {
            attempts.add(attempt(attempts.size() + 1, failure == Failure.TIMEOUT ? null : 503, failure));
        }
        attempts.add(attempt(attempts.size() + 1, 200, null));
        Timings timings = new Timings(
                Duration.ZERO,
                Duration.ofMillis(400),
                Duration.ofMillis(400),
                Duration.ofSeconds(1),
                Duration.ZERO,
                null);
        return new CompletionResponse(
                "id",
                "m",
                "m-2026",
                text,
                "",
                reason,
                "raw",
                usage,
                new BigDecimal("0.002"),
                timings,
                attempts,
                List.of());
    }

    /** One attempt. */
    public static Attempt attempt(int number, Integer status, Failure failure) {
        return new Attempt(number, status, failure, Duration.ofMillis(10), Duration.ZERO, null, null);
    }

    static Outcome passed(String text) {
        return new Outcome.Passed(TARGET, response(text));
    }

    static Outcome after(Failure... failures) {
        return new Outcome.Passed(
                TARGET, response("ok", FinishReason.STOP, new TokenUsage(9, 12, 21, 0, 0, 0, false), failures));
    }

    static Outcome silent() {
        return new Outcome.Passed(
                TARGET, response("", FinishReason.LENGTH, new TokenUsage(9, 64, 73, 0, 0, 64, false)));
    }

    static Outcome refused() {
        CompletionResponse refusal =
                response("I can't help with that.", FinishReason.REFUSAL, new TokenUsage(9, 5, 14, 0, 0, 0, false));
        return new Outcome.Failed(
                TARGET, Failure.REFUSED.because("openai refused.").withPartialResponse(refusal));
    }

    static Outcome failed(Failure failure, Attempt... attempts) {
        CompletionResponse partial = new CompletionResponse(
                null, "m", null, "", "", null, null, null, null, null, List.of(attempts), List.of());
        return new Outcome.Failed(TARGET, failure.because("It failed.").withPartialResponse(partial));
    }

    /** Evaluates a check for an answer. */
    public static CheckOutcome evaluate(Check check, CompletionResponse response, boolean refused) {
        return check.evaluate(new CheckedResponse(response, refused));
    }

    static SuiteCase suiteCase(int repeat, int minPass, Check... checks) {
        return new SuiteCase(
                "ping",
                new SuiteTarget("a", "openai", "m", java.util.Map.of()),
                List.of(),
                new PromptSpec("Hi", null, null, null, null, List.of(), true),
                repeat,
                minPass,
                List.of(checks));
    }

    /** The result of a case with these outcomes. */
    static CaseResult result(SuiteCase suiteCase, Outcome... outcomes) {
        List<CaseIteration> iterations = Stream.of(outcomes)
                .map(outcome -> Optional.ofNullable(CaseIteration.answer(outcome))
                        .map(answer -> new CaseIteration(
                                outcome,
                                answer,
                                suiteCase.checks().stream()
                                        .map(check -> check.evaluate(answer))
                                        .toList(),
                                null))
                        .orElseGet(() -> CaseIteration.errored(
                                outcome, outcome.failed().orElseThrow().cause())))
                .toList();
        return new VerdictCalculator(suiteCase, iterations).result(Duration.ofSeconds(1), BigDecimal.ZERO);
    }
}
