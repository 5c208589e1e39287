package org.llmtestbench.suite;

import java.util.List;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.runner.Outcome;

/**
 * One run of a case: what came of it, and what the checks found in it.
 *
 * @param answered null when no good answer came
 * @param findings in the order of the case's checks; empty when no good answer came
 * @param error why no good answer came, or why a judge gave none; else null
 */
record CaseIteration(Outcome outcome, CheckedResponse answered, List<CheckOutcome> findings, ProviderException error) {
    enum State {
        PASSED,
        SILENT,
        FAILED,
        ERRORED
    }

    /** A round without an answer to look at. */
    static CaseIteration errored(Outcome outcome, ProviderException error) {
        return new CaseIteration(outcome, null, List.of(), error);
    }

    /** What there is to look at: an answer, a refusal among them; null when there is none. */
    static CheckedResponse answered(Outcome outcome) {
        boolean refused = outcome.failed()
                .map(failed -> failed.failure() == Failure.REFUSED)
                .orElse(false);
        return outcome.failed().isPresent() && !refused
                ? null
                : outcome.response()
                        .map(response -> new CheckedResponse(response, refused))
                        .orElse(null);
    }

    State state(boolean refusalsAreChecked) {
        if (error != null) {
            return State.ERRORED;
        }
        boolean met = findings.stream().allMatch(CheckOutcome::isMet);
        if (!met || answered.refused() && !refusalsAreChecked) {
            return State.FAILED;
        }
        return answered.isSilent() ? State.SILENT : State.PASSED;
    }

    /** Whether an attempt failed before one answered. */
    boolean wasRetried() {
        return outcome.response().map(CompletionResponse::attempts).orElse(List.of()).stream()
                .anyMatch(attempt -> attempt.failure() != null && attempt.failure() != Failure.REFUSED);
    }
}
