/**
 * The command line: each command reads, runs, writes and returns an exit code. The application behind it is started
 * only for a command that needs it and was understood.
 *
 * <p>Must not know the HTTP function.
 */
package org.llmtestbench.cli;
