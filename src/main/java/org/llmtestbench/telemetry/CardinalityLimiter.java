package org.llmtestbench.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Bounds the values of a label: names beyond the maximum number, and long names, become {@code other}. */
final class CardinalityLimiter {
    static final String OTHER = "other";
    private static final int MAX_NAME_LENGTH = 100;

    private final Set<String> knownNames = ConcurrentHashMap.newKeySet();
    private final int maxNames;

    CardinalityLimiter(int maxNames) {
        this.maxNames = maxNames;
    }

    /** The name to use as label value; null for null. */
    String limit(String name) {
        if (name == null || knownNames.contains(name)) {
            return name;
        }
        if (name.length() > MAX_NAME_LENGTH) {
            return OTHER;
        }
        synchronized (knownNames) {
            return knownNames.size() < maxNames && knownNames.add(name) || knownNames.contains(name) ? name : OTHER;
        }
    }
}
