package org.llmtestbench.suite.parser;

import java.util.Optional;
import org.llmtestbench.suite.SuiteTarget;

/** Checks the targets of a suite against the configured providers. */
@FunctionalInterface
public interface TargetValidator {
    /** Returns what is wrong with a target, such as an unknown provider or no model; empty if the target is valid. */
    Optional<String> validationError(SuiteTarget target);
}
