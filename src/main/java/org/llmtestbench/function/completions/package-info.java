/**
 * Completions for callers: {@link org.llmtestbench.function.completions.CompletionsRoute} reads what is asked, and answers
 * at once or piece by piece.
 */
package org.llmtestbench.function.completions;
