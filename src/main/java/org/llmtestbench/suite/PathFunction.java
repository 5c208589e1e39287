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
    /** Elements of each selected array, keys of each object, characters of each text. */
    LENGTH,
    /** The same as {@link #LENGTH}. */
    SIZE,
    /** The keys of each selected object. */
    KEYS,
    /** The lowest of all numbers that are selected, alone or in arrays. */
    MIN,
    /** The highest of them. */
    MAX,
    /** Their sum. */
    SUM,
    /** Their mean. */
    AVG;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Also keeps a sum of numbers of very different sizes short. */
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /** Its name in a path. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Stream.of(values()).map(PathFunction::label).toList();
    }

    static Optional<PathFunction> of(String label) {
        return Stream.of(values()).filter(each -> each.label().equals(label)).findFirst();
    }

    /** What it makes of the selected values; empty where that is not defined, such as the sum of texts. */
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
                        .map(all -> result(sum(all).divide(BigDecimal.valueOf(all.size()), DIGITS)));
        };
    }

    private interface Single {
        /** Null where there is none. */
        JsonNode of(JsonNode value);
    }

    private static Optional<List<JsonNode>> each(List<JsonNode> selected, Single function) {
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode value : selected) {
            JsonNode result = function.of(value);
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

    /** All numbers; empty where something else is among them. */
    private static Optional<List<BigDecimal>> numbers(List<JsonNode> selected) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (JsonNode value : selected) {
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                if (!JsonNumbers.isFinite(each)) {
                    return Optional.empty();
                }
                numbers.add(each.decimalValue());
            }
        }
        return Optional.of(numbers);
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal number : numbers) {
            sum = sum.add(number, DIGITS);
        }
        return sum;
    }

    private static List<JsonNode> result(BigDecimal number) {
        return List.of(JSON.numberNode(number));
    }
}
