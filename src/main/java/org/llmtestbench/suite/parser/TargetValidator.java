package org.llmtestbench.suite.parser;

import java.util.Optional;
import org.llmtestbench.suite.SuiteTarget;

/** Knows which providers there are. */
@FunctionalInterface
public interface TargetValidator {
    /** What is wrong with a target, be it an unknown provider or no model; empty when it can be asked. */
    Optional<String> validationError(SuiteTarget target);
}
