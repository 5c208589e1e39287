/**
 * Tells monitoring what calls and suite runs came to: spans and metrics by OTLP, metrics as Prometheus text. Each number
 * is the one that the result has; nothing is timed here. There is one set of instruments, OpenTelemetry's, and two ways
 * out of it, so that every name is registered once.
 *
 * <p>Names are those of OpenTelemetry's Semantic Conventions for Generative AI as of 1.41.1 (status: development), the
 * last before they moved to a repository of their own; suites have the {@code probe_} names of Prometheus' blackbox
 * exporter. Labels hold what is configured or one of a fixed number of names, never content, keys or ids.
 *
 * <p>Knows {@code provider}, {@code bench}, {@code suite} and {@code report}; must not know the command line, the
 * function or anybody's dialect. Whoever does not ask for it loads nothing of OpenTelemetry and of Prometheus.
 */
package org.llmtestbench.telemetry;
