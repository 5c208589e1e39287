package org.llmtestbench.suite;

import java.util.List;
import java.util.stream.Collectors;
import org.llmtestbench.provider.FinishReason;

/** Checks that the model stopped for one of these reasons. */
public record FinishReasonCheck(List<FinishReason> reasons) implements Check {
    /** Copies the list. */
    public FinishReasonCheck {
        reasons = List.copyOf(reasons);
    }

    @Override
    public String type() {
        return "finish-reason";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        FinishReason reason = response.response().finishReason();
        if (reason == null) {
            return CheckOutcome.unknown("the response has no finish reason");
        }
        String expected = reasons.stream().map(FinishReason::label).collect(Collectors.joining(" or "));
        return CheckOutcome.of(reasons.contains(reason), "finish reason " + reason.label() + ", expected " + expected);
    }
}
