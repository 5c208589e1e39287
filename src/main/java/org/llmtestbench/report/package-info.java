/**
 * Writes outcomes, for programs and for people.
 *
 * <p>Must not know where they came from, nor which stream is whose terminal.
 */
package org.llmtestbench.report;
