package org.llmtestbench.function;

import java.math.BigDecimal;
import java.util.Optional;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;

/** The data for the access log line of one request. It is filled while the request is processed, on any thread. */
public final class RequestLogContext {
    private volatile Principal principal;
    private volatile Outcome outcome;
    private volatile Failure failure;
    private volatile String prompt;

    /** Sets the authenticated caller. */
    public void caller(Principal caller) {
        principal = caller;
    }

    /** Sets the failure of the request. */
    public void failure(Failure newFailure) {
        failure = newFailure;
    }

    /** Sets the outcome of the call to a provider, and its failure if it failed. */
    public void outcome(Outcome newOutcome) {
        outcome = newOutcome;
        newOutcome.failed().ifPresent(failed -> failure = failed.failure());
    }

    /** Sets the prompt of the call. */
    public void prompt(String text) {
        prompt = text;
    }

    /** The authenticated caller; empty if the request was not authenticated. */
    public Optional<Principal> caller() {
        return Optional.ofNullable(principal);
    }

    /** The outcome of the call; empty if no provider was called. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The failure; empty if the request succeeded or the error is not in the failure table. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** The cost in US dollars; empty if it is not known. */
    public Optional<BigDecimal> costUsd() {
        return outcome().flatMap(Outcome::response).map(CompletionResponse::costUsd);
    }

    /** The prompt; empty if no provider was called. */
    public Optional<String> prompt() {
        return Optional.ofNullable(prompt);
    }
}
