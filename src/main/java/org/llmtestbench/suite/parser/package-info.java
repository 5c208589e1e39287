/**
 * Reads suites from YAML, TOML and JSON, and tells every mistake in them with its line.
 *
 * <p>Must not know how suites are run, nor who reports on them.
 */
package org.llmtestbench.suite.parser;
