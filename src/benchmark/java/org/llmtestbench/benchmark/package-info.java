/**
 * Measures the packaged program beside other clients: each in a process of its own, against a loopback server in
 * another, in rounds that take turns. Only the profile {@code benchmark} compiles and runs it.
 */
package org.llmtestbench.benchmark;
