package org.llmtestbench.runner;

/**
 * Who is to be asked.
 *
 * @param provider the provider's name
 * @param model the model's id; null for the provider's default
 * @param offline whether a simulator stands in for the provider
 */
public record Target(String provider, String model, boolean offline) {}
