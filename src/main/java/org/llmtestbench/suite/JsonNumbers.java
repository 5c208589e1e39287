package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares numbers of answers, because JSON has one type of numbers and the parser has several. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** Whether a value is a finite number; {@code 1e999} is read as infinity. */
    static boolean isFinite(JsonNode value) {
        return value.isNumber()
                && (!value.isFloatingPointNumber() || value.isBigDecimal() || isFinite(value.doubleValue()));
    }

    private static boolean isFinite(double value) {
        return !Double.isInfinite(value) && !Double.isNaN(value);
    }

    /** Whether two values are equal at any depth; numbers are compared by value. */
    static boolean same(JsonNode first, JsonNode second) {
        return first.equals(JsonNumbers::compare, second);
    }

    private static int compare(JsonNode first, JsonNode second) {
        boolean same = isFinite(first) && isFinite(second)
                ? first.decimalValue().compareTo(second.decimalValue()) == 0
                : first.equals(second);
        return same ? 0 : 1;
    }
}
