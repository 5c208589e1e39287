/**
 * Suites: what their files say, the checks on answers, the verdicts on cases, and how runs compare with earlier ones.
 *
 * <p>Must not know printing, HTTP or the command line.
 */
package org.llmtestbench.suite;
