package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up a value in several places, such as test, target and defaults; the first place that has the key decides. */
record DefaultsChain(List<SourceNode> places) {
    /** The keys that configure an endpoint; they become flags of the provider. */
    static final List<String> ENDPOINT_KEYS = List.of(
            "timeout",
            "connect_timeout",
            "first_token_timeout",
            "idle_timeout",
            "deadline",
            "max_retry_wait",
            "max_retries",
            "max_concurrent",
            "requests_per_minute",
            "tokens_per_minute");

    static DefaultsChain of(SourceNode... places) {
        return new DefaultsChain(
                Stream.of(places).filter(place -> place != null).toList());
    }

    Optional<SourceNode> find(String key) {
        return places.stream().flatMap(place -> place.field(key).stream()).findFirst();
    }

    /** The whole number of this key; null if there is none. */
    Integer wholeNumber(String key) {
        return find(key).map(SourceNode::json).map(DefaultsChain::wholeNumber).orElse(null);
    }

    /** Returns a whole number, which may be written as {@code 1e3}; null for any other value. */
    private static Integer wholeNumber(JsonNode json) {
        BigDecimal number = json.isNumber() ? json.decimalValue() : null;
        boolean isWhole = number != null
                && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
        return isWhole ? number.intValue() : null;
    }

    Double number(String key) {
        return find(key)
                .map(SourceNode::json)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .orElse(null);
    }

    boolean flag(String key, boolean defaultValue) {
        return find(key)
                .map(SourceNode::json)
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(defaultValue);
    }

    List<String> texts(String key) {
        return find(key).map(SourceNode::each).orElse(List.of()).stream()
                .flatMap(each -> each.text().stream())
                .toList();
    }

    /** The settings of the endpoint, by key. */
    Map<String, String> endpointFlags() {
        Map<String, String> flags = new LinkedHashMap<>();
        for (String key : ENDPOINT_KEYS) {
            find(key)
                    .map(SourceNode::json)
                    .filter(json -> json.isValueNode() && !json.isNull())
                    .ifPresent(json -> flags.put(
                            key,
                            wholeNumber(json) == null
                                    ? json.asText()
                                    : wholeNumber(json).toString()));
        }
        return flags;
    }
}
