/**
 * Writes outcomes of calls and reports of suites, for programs and for people, and reads JSON and JSONL reports.
 *
 * <p>Must not know how calls and suites are run, and which streams are terminals.
 */
package org.llmtestbench.report;
