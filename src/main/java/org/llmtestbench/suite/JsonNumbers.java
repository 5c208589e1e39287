package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers in answers: JSON has one kind of them, its parser several. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** Whether it is a number that can be computed with; {@code 1e999} is read as infinity. */
    static boolean isFinite(JsonNode value) {
        return value.isNumber()
                && (!value.isFloatingPointNumber() || value.isBigDecimal() || isFinite(value.doubleValue()));
    }

    private static boolean isFinite(double value) {
        return !Double.isInfinite(value) && !Double.isNaN(value);
    }

    /** Whether two values are the same, numbers by their size, at any depth. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(JsonNumbers::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        boolean same = isFinite(one) && isFinite(other)
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
        return same ? 0 : 1;
    }
}
