/**
 * Runs suites: the model of a suite, the checks of answers, the verdicts on cases, the budget, and the comparison with
 * earlier runs.
 *
 * <p>Must not know how results are printed, the HTTP function or the command line.
 */
package org.llmtestbench.suite;
