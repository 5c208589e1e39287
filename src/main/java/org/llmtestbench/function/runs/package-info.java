/**
 * Suites that are run for somebody who is not at a shell: ordered by a request or an event, waited for or asked about later.
 *
 * <p>{@link org.llmtestbench.function.runs.RunLauncher} runs them all, whichever way they were ordered.
 */
package org.llmtestbench.function.runs;
