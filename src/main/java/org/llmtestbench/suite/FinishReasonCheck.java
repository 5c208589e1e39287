package org.llmtestbench.suite;

import java.util.List;
import java.util.stream.Collectors;
import org.llmtestbench.provider.FinishReason;

/** Why the model stopped: one of these reasons. */
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
    public CheckOutcome look(CheckedResponse response) {
        FinishReason reason = response.response().finishReason();
        if (reason == null) {
            return CheckOutcome.unknown("the answer names no finish reason");
        }
        String wanted = reasons.stream().map(FinishReason::label).collect(Collectors.joining(" or "));
        return CheckOutcome.of(reasons.contains(reason), "finished with " + reason.label() + ", looked for " + wanted);
    }
}
