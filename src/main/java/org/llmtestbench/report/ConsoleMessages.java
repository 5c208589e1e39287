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

/** Writes messages for people to stderr: statistics, warnings, errors, hints. */
public final class ConsoleMessages {
    private final Utf8Output err;
    private final boolean colour;
    private final Set<String> written = new HashSet<>();

    /** @param colour whether to write ANSI colours */
    public ConsoleMessages(Utf8Output err, boolean colour) {
        this.err = err;
        this.colour = colour;
    }

    /** Writes one dim line: model, tokens, cost, times, finish reason. Writes nothing when there is no answer. */
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

    /** Writes one dim line about a request that was not sent. */
    public void statistics(RequestPreview preview) {
        err.println(dim(TextSanitizer.line(PreviewOutput.numbers(preview))));
    }

    private static boolean isAnswer(CompletionResponse response) {
        return response.timings() != null
                && (response.finishReason() != null || !response.content().isEmpty());
    }

    /**
     * Writes one line for each warning of an outcome that was not written before.
     *
     * @param prefix start of each line, which names the call; empty when there is only one call
     */
    public void warnings(Outcome outcome, String prefix) {
        warnings(outcome.response().map(CompletionResponse::warnings).orElse(List.of()), prefix);
    }

    /** Writes one line for each warning that was not written before. */
    public synchronized void warnings(List<String> lines, String prefix) {
        lines.stream()
                .filter(line -> !written.contains(line) && written.add(prefix + line))
                .forEach(line -> err.println(paint("33", "warning: ") + TextSanitizer.forTerminal(prefix + line)));
    }

    /** Writes that the next attempt waits, and why. */
    public void waiting(Wait wait, String prefix) {
        err.println(dim(TextSanitizer.line(
                prefix + "waiting " + HumanFormatter.time(wait.time()) + " (" + wait.reason() + ")")));
    }

    /** Writes how an attempt ended. */
    public void attempt(Attempt attempt, String prefix) {
        List<String> parts = new ArrayList<>();
        parts.add(prefix + "attempt " + attempt.number());
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

    /** Writes an error and its hint, if it has one. */
    public void failure(ProviderException e, String prefix) {
        error(prefix + e.getMessage());
        e.hint().ifPresent(this::hint);
    }

    /** Writes a hint. */
    public void hint(String line) {
        err.println(paint("36", "hint:  ") + TextSanitizer.forTerminal(line));
    }

    /** Writes an error. */
    public void error(String message) {
        err.println(paint("31", "error: ") + TextSanitizer.forTerminal(message));
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
