/**
 * Runs calls to providers and turns every failure into an outcome. Uses providers only through their interface.
 *
 * <p>Must not know how results are printed, the HTTP function or the command line.
 */
package org.llmtestbench.runner;
