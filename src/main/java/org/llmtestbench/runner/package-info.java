/**
 * Runs trials and turns every failure into an outcome. Knows providers only by their interface.
 *
 * <p>Must not know printing, HTTP or the command line.
 */
package org.llmtestbench.runner;
