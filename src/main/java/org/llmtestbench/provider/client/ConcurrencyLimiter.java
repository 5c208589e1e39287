package org.llmtestbench.provider.client;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts the calls that go to one endpoint at once. A number limits the calls that carry it or a lower one: a call is one
 * of those that every higher number counts. Not thread-safe.
 */
final class ConcurrencyLimiter {
    /** The number of a call that has no limit and is not counted. */
    static final int NONE = 0;

    private final NavigableMap<Integer, Integer> inside = new TreeMap<>();

    /** Whether one more call with this number may begin. */
    boolean isWritable(int most) {
        if (most == NONE) {
            return true;
        }
        int calls = 0;
        for (int count : inside.headMap(most, true).values()) {
            calls += count;
        }
        if (calls >= most) {
            return false;
        }
        for (Map.Entry<Integer, Integer> higher : inside.tailMap(most, false).entrySet()) {
            calls += higher.getValue();
            if (calls >= higher.getKey()) {
                return false;
            }
        }
        return true;
    }

    /** A call with this number begins. */
    void enter(int most) {
        if (most != NONE) {
            inside.merge(most, 1, Integer::sum);
        }
    }

    /** A call with this number is over. */
    void leave(int most) {
        if (most != NONE) {
            inside.computeIfPresent(most, (number, count) -> count == 1 ? null : count - 1);
        }
    }
}
