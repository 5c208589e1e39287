package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A function at the end of a JSON path, such as {@code length()}. */
enum PathFunction {
    /** The number of elements of each selected array, of keys of each object, or of characters of each text. */
    LENGTH,
    /** The same as {@link #LENGTH}. */
    SIZE,
    /** The keys of each selected object. */
    KEYS,
    /** The minimum of all selected numbers, including the elements of selected arrays. */
    MIN,
    /** The maximum of these numbers. */
    MAX,
    /** The sum of these numbers. */
    SUM,
    /** The mean of these numbers. */
    AVG;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Limits the number of digits, also of a sum of numbers of very different sizes. */
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /** The name of the function in a path. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Stream.of(values()).map(PathFunction::label).toList();
    }

    static Optional<PathFunction> of(String label) {
        return Stream.of(values())
                .filter(function -> function.label().equals(label))
                .findFirst();
    }

    /** Applies the function to the selected values; empty if it is not defined for them, such as the sum of texts. */
    Optional<List<JsonNode>> apply(List<JsonNode> selected) {
        return switch (this) {
            case LENGTH, SIZE -> each(selected, PathFunction::length);
            case KEYS -> each(selected, PathFunction::keys);
            case MIN -> numbers(selected).filter(all -> !all.isEmpty()).map(all -> result(Collections.min(all)));
            case MAX -> numbers(selected).filter(all -> !all.isEmpty()).map(all -> result(Collections.max(all)));
            case SUM -> numbers(selected).map(all -> result(sum(all)));
            case AVG ->
                numbers(selected)
                        .filter(all -> !all.isEmpty())
                        .map(all -> result(sum(all).divide(BigDecimal.valueOf(all.size()), PRECISION)));
        };
    }

    private interface ValueFunction {
        /** Returns null if the function is not defined for the value. */
        JsonNode apply(JsonNode value);
    }

    private static Optional<List<JsonNode>> each(List<JsonNode> selected, ValueFunction function) {
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode value : selected) {
            JsonNode result = function.apply(value);
            if (result == null) {
                return Optional.empty();
            }
            results.add(result);
        }
        return Optional.of(results);
    }

    private static JsonNode length(JsonNode value) {
        if (value.isTextual()) {
            return JSON.numberNode(
                    value.textValue().codePointCount(0, value.textValue().length()));
        }
        return value.isContainerNode() ? JSON.numberNode(value.size()) : null;
    }

    private static JsonNode keys(JsonNode value) {
        if (!value.isObject()) {
            return null;
        }
        ArrayNode keys = JSON.arrayNode();
        value.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** All numbers; empty if a value is not a number. */
    private static Optional<List<BigDecimal>> numbers(List<JsonNode> selected) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (JsonNode value : selected) {
            for (JsonNode number : value.isArray() ? value : List.of(value)) {
                if (!JsonNumbers.isFinite(number)) {
                    return Optional.empty();
                }
                numbers.add(number.decimalValue());
            }
        }
        return Optional.of(numbers);
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal number : numbers) {
            sum = sum.add(number, PRECISION);
        }
        return sum;
    }

    private static List<JsonNode> result(BigDecimal number) {
        return List.of(JSON.numberNode(number));
    }
}
