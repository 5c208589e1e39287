/**
 * From a request to its answer: {@link org.llmtestbench.function.routes.Router} lets the caller in, finds the
 * {@link org.llmtestbench.function.Route} and writes down what came of it. Those that tell what there is and how the
 * process does are here; all others are found without being known.
 */
package org.llmtestbench.function.routes;
