/**
 * Completions: {@link org.llmtestbench.function.completions.CompletionsRoute} parses the request, calls the provider
 * and returns the answer, complete or as server-sent events.
 */
package org.llmtestbench.function.completions;
