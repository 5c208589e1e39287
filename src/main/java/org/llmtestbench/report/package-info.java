/**
 * Writes outcomes and suites' reports, for programs and for people, and reads such reports back.
 *
 * <p>Must not know where they came from, nor which stream is whose terminal.
 */
package org.llmtestbench.report;
