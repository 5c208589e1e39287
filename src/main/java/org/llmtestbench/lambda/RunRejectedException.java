package org.llmtestbench.lambda;

import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.ProviderException;

/** The run that an event requested could not be started. */
final class RunRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private RunRejectedException(String why, RuntimeException cause) {
        super(why, cause);
    }

    static RunRejectedException because(HttpProblemException problem) {
        return new RunRejectedException(problem.fullMessage(), problem);
    }

    static RunRejectedException because(ProviderException failure) {
        String hint = failure.hint().map(text -> " " + text).orElse("");
        return new RunRejectedException(failure.failure() + ": " + failure.getMessage() + hint, failure);
    }
}
