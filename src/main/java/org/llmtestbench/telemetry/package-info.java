/**
 * Reports calls and suite runs to monitoring systems: spans and metrics over OTLP, and metrics as Prometheus text. All
 * numbers come from the results; nothing is measured here. There is one set of OpenTelemetry instruments with two
 * exports, so that every name is registered once.
 *
 * <p>The names follow OpenTelemetry's Semantic Conventions for Generative AI 1.41.1 (status: development), the last
 * version before the conventions moved to a separate repository. Metrics of suites have the {@code probe_} names of the
 * Prometheus blackbox exporter. Labels contain configured values or one of a fixed number of names, and never content,
 * API keys or ids.
 *
 * <p>Knows {@code provider}, {@code runner}, {@code suite} and {@code report}. Must not know the command line, the
 * function or any dialect. Classes of OpenTelemetry and Prometheus are loaded only if telemetry is enabled.
 */
package org.llmtestbench.telemetry;
