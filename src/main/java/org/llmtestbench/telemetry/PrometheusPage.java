package org.llmtestbench.telemetry;

/**
 * Metrics as text.
 *
 * @param contentType with version and charset
 */
public record PrometheusPage(String contentType, byte[] body) {}
