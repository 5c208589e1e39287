/**
 * The bench as a service, in the words that all its rooms share: what a request, an answer and a refusal are, who a caller
 * is, and how long the process lives.
 *
 * <p>A {@link org.llmtestbench.function.Route} is what answers at one address. Must not know any of its rooms.
 */
package org.llmtestbench.function;
