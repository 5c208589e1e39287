package org.llmtestbench.suite;

/**
 * What became of one check.
 *
 * @param type as the suite's file names it, such as {@code not-contains}
 * @param message what was expected and what was there; for a check that was met, what was seen
 */
public record CheckResult(String type, boolean passed, String message) {}
