package org.llmtestbench.runner;

/**
 * The provider and model that a call goes to.
 *
 * @param provider the provider's name
 * @param model the model's id; null for the provider's default model
 * @param offline whether the call goes to a simulator instead of the provider
 */
public record Target(String provider, String model, boolean offline) {}
