package org.llmtestbench.suite;

import java.util.Map;

/**
 * A target of a suite: a provider and a model.
 *
 * @param id the id in reports
 * @param provider the name of the configured provider
 * @param model null for the provider's default model
 * @param flags settings of the endpoint that override the configuration, by key
 */
public record SuiteTarget(String id, String provider, String model, Map<String, String> flags) {
    /** Copies the flags. */
    public SuiteTarget {
        flags = Map.copyOf(flags);
    }
}
