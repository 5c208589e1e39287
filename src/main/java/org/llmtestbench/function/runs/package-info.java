/**
 * Smoke runs for HTTP requests and events, in the foreground or in the background. {@link
 * org.llmtestbench.function.runs.RunLauncher} starts all of them.
 */
package org.llmtestbench.function.runs;
