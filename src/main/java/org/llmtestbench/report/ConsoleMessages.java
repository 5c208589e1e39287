package org.llmtestbench.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.RequestPreview;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.runner.Outcome;

/** What is said beside a result, for people, on stderr. */
public final class ConsoleMessages {
    private final Utf8Output err;
    private final boolean colour;
    private final Set<String> warned = new HashSet<>();

    /** @param colour whether {@code err} is a terminal that wants colours */
    public ConsoleMessages(Utf8Output err, boolean colour) {
        this.err = err;
        this.colour = colour;
    }

    /** One quiet line: model, tokens, cost, times, finish reason; nothing when nothing of an answer came. */
    public void statistics(Outcome outcome) {
        outcome.response().filter(ConsoleMessages::isAnswer).ifPresent(response -> {
            List<String> parts = new ArrayList<>();
            parts.add(response.responseModel() == null ? response.model() : response.responseModel());
            addTokens(parts, response.usage());
            addCost(parts, response);
            addTimes(parts, response.timings(), response.usage());
            if (response.finishReason() != null) {
                parts.add(response.finishReason().label());
            }
            if (outcome.target().offline()) {
                parts.add("offline");
            }
            err.println(dim(TextSanitizer.line(String.join(" · ", parts))));
        });
    }

    /** One quiet line about a request that was not sent. */
    public void statistics(RequestPreview preview) {
        err.println(dim(TextSanitizer.line(PreviewOutput.numbers(preview))));
    }

    private static boolean isAnswer(CompletionResponse response) {
        return response.timings() != null
                && (response.finishReason() != null || !response.content().isEmpty());
    }

    /**
     * One line for each warning that was not printed before.
     *
     * @param about stands before each; empty when there is but one outcome
     */
    public void warnings(Outcome outcome, String about) {
        warnings(outcome.response().map(CompletionResponse::warnings).orElse(List.of()), about);
    }

    /** One line for each that was not printed before. */
    public synchronized void warnings(List<String> lines, String about) {
        lines.stream()
                .filter(line -> !warned.contains(line) && warned.add(about + line))
                .forEach(line -> err.println(paint("33", "warning: ") + TextSanitizer.onTerminal(about + line)));
    }

    /** The next attempt is put off. */
    public void waiting(Wait wait, String about) {
        err.println(dim(TextSanitizer.line(
                about + "waiting " + HumanFormatter.time(wait.time()) + " (" + wait.reason() + ")")));
    }

    /** How an attempt ended. */
    public void attempt(Attempt attempt, String about) {
        List<String> parts = new ArrayList<>();
        parts.add(about + "attempt " + attempt.number());
        if (attempt.waitReason() != null) {
            parts.add("waited " + HumanFormatter.time(attempt.waited()) + " (" + attempt.waitReason() + ")");
        }
        parts.add(attempt.status() == null ? "no status" : "HTTP " + attempt.status());
        parts.add(attempt.failure() == null ? "answered" : attempt.failure().name());
        parts.add(HumanFormatter.time(attempt.duration()));
        if (attempt.requestId() != null) {
            parts.add("request " + attempt.requestId());
        }
        err.println(dim(TextSanitizer.line(String.join(" · ", parts))));
    }

    /** What happened, and what to do. */
    public void failure(ProviderException e, String about) {
        error(about + e.getMessage());
        e.hint().ifPresent(this::hint);
    }

    /** What to do. */
    public void hint(String line) {
        err.println(paint("36", "hint:  ") + TextSanitizer.onTerminal(line));
    }

    /** What happened. */
    public void error(String message) {
        err.println(paint("31", "error: ") + TextSanitizer.onTerminal(message));
    }

    private static void addTokens(List<String> parts, TokenUsage usage) {
        if (usage != null) {
            parts.add(HumanFormatter.tokens(usage) + " tokens"
                    + (usage.reasoning() > 0 ? " (" + usage.reasoning() + " reasoning)" : ""));
        }
    }

    private static void addCost(List<String> parts, CompletionResponse response) {
        if (response.costUsd() != null) {
            parts.add(HumanFormatter.cost(response));
        }
    }

    private static void addTimes(List<String> parts, Timings timings, TokenUsage usage) {
        if (timings.ttft() != null) {
            parts.add("first token " + HumanFormatter.time(timings.ttft()));
        }
        parts.add("total " + HumanFormatter.time(timings.total()));
        if (timings.ttft() != null && timings.tokensPerSecond(usage) != null) {
            parts.add(Math.round(timings.tokensPerSecond(usage)) + " tokens/s");
        }
    }

    private String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
