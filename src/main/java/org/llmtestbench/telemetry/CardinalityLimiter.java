package org.llmtestbench.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets so many names through, and calls all that come later {@code other}: a label must not grow with its callers. */
final class CardinalityLimiter {
    static final String OTHER = "other";
    private static final int LONGEST = 100;

    private final Set<String> named = ConcurrentHashMap.newKeySet();
    private final int most;

    CardinalityLimiter(int most) {
        this.most = most;
    }

    /** The name as it may stand in a label; null stays null. */
    String of(String name) {
        if (name == null || named.contains(name)) {
            return name;
        }
        if (name.length() > LONGEST) {
            return OTHER;
        }
        synchronized (named) {
            return named.size() < most && named.add(name) || named.contains(name) ? name : OTHER;
        }
    }
}
