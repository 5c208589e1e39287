package org.llmtestbench.function;

import java.math.BigDecimal;
import java.util.Optional;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;

/** What there is to say of one request when it is over; filled while it is answered, on whatever thread. */
public final class RequestLogContext {
    private volatile Principal principal;
    private volatile Outcome outcome;
    private volatile Failure failure;
    private volatile String prompt;

    /** Who asks is known. */
    public void caller(Principal asking) {
        principal = asking;
    }

    /** It did not end well. */
    public void failure(Failure why) {
        failure = why;
    }

    /** A provider was asked, and this came of it. */
    public void outcome(Outcome came) {
        outcome = came;
        came.failed().ifPresent(failed -> failure = failed.failure());
    }

    /** What a provider is to be asked. */
    public void prompt(String text) {
        prompt = text;
    }

    /** Who asked; empty when nobody was let in. */
    public Optional<Principal> caller() {
        return Optional.ofNullable(principal);
    }

    /** What a provider made of it; empty when none was asked. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** Why it did not end well, as far as the failure table knows. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** US dollars, where they are known. */
    public Optional<BigDecimal> costUsd() {
        return outcome().flatMap(Outcome::response).map(CompletionResponse::costUsd);
    }

    /** What a provider was asked; empty when none was. */
    public Optional<String> prompt() {
        return Optional.ofNullable(prompt);
    }
}
