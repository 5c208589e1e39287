package org.llmtestbench.lambda;

import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.ProviderException;

/** An event that asked for a run that could not be begun. */
final class RunRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private RunRejectedException(String why, RuntimeException cause) {
        super(why, cause);
    }

    static RunRejectedException because(HttpProblemException refused) {
        return new RunRejectedException(refused.says(), refused);
    }

    static RunRejectedException because(ProviderException failure) {
        String hint = failure.hint().map(text -> " " + text).orElse("");
        return new RunRejectedException(failure.failure() + ": " + failure.getMessage() + hint, failure);
    }
}
