/**
 * Reads suites from YAML, TOML and JSON files and from JSON requests, and reports all problems with their lines.
 *
 * <p>Must not know how suites are run or reported.
 */
package org.llmtestbench.suite.parser;
