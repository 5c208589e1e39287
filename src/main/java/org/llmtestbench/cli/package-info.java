/**
 * The command line. Each command parses its options, runs, writes its output and returns an exit code. The application
 * is started only for a valid command that needs it.
 *
 * <p>Must not use the HTTP function, except to start its server.
 */
package org.llmtestbench.cli;
