package org.llmtestbench.suite;

import java.util.Map;

/**
 * Who a suite's cases are put to.
 *
 * @param id as reports name it
 * @param provider the configured provider's name
 * @param model null for the provider's default
 * @param flags settings of the endpoint that win over the configured ones, by key
 */
public record SuiteTarget(String id, String provider, String model, Map<String, String> flags) {
    /** Copies the flags. */
    public SuiteTarget {
        flags = Map.copyOf(flags);
    }
}
