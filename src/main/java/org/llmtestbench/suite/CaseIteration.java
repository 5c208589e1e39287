package org.llmtestbench.suite;

import java.util.List;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.runner.Outcome;

/**
 * One iteration of a case: one call and the outcomes of its checks.
 *
 * @param answer null if no complete answer arrived
 * @param checkOutcomes in the order of the case's checks; empty if no complete answer arrived
 * @param error why no complete answer arrived, or why a check could not be evaluated; else null
 */
record CaseIteration(
        Outcome outcome, CheckedResponse answer, List<CheckOutcome> checkOutcomes, ProviderException error) {
    /** The result of an iteration; silent means that the answer has no text, see {@link CheckedResponse#isSilent}. */
    enum State {
        PASSED,
        SILENT,
        FAILED,
        ERRORED
    }

    /** An iteration without an answer to check. */
    static CaseIteration errored(Outcome outcome, ProviderException error) {
        return new CaseIteration(outcome, null, List.of(), error);
    }

    /** The answer to check, which may be a refusal; null if the call failed for another reason. */
    static CheckedResponse answer(Outcome outcome) {
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
        boolean met = checkOutcomes.stream().allMatch(CheckOutcome::isMet);
        if (!met || answer.refused() && !refusalsAreChecked) {
            return State.FAILED;
        }
        return answer.isSilent() ? State.SILENT : State.PASSED;
    }

    /** Whether an attempt failed and was repeated. */
    boolean wasRetried() {
        return outcome.response().map(CompletionResponse::attempts).orElse(List.of()).stream()
                .anyMatch(attempt -> attempt.failure() != null && attempt.failure() != Failure.REFUSED);
    }
}
