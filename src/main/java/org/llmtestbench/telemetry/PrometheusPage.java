package org.llmtestbench.telemetry;

/**
 * Metrics in a Prometheus text format.
 *
 * @param contentType with version and charset
 */
public record PrometheusPage(String contentType, byte[] body) {}
