package org.llmtestbench.function.lambda;

import org.llmtestbench.function.Refused;
import org.llmtestbench.provider.ProviderException;

/** An event that asked for a run that could not be begun. */
final class NotRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NotRun(String why, RuntimeException cause) {
        super(why, cause);
    }

    static NotRun because(Refused refused) {
        return new NotRun(refused.says(), refused);
    }

    static NotRun because(ProviderException failure) {
        String hint = failure.hint().map(text -> " " + text).orElse("");
        return new NotRun(failure.failure() + ": " + failure.getMessage() + hint, failure);
    }
}
