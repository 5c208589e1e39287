package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Values that may stand in several places; the first place that has one decides. */
record DefaultsChain(List<SourceNode> places) {
    /** Those that configure an endpoint, as flags of the provider. */
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

    Integer whole(String key) {
        return find(key).map(SourceNode::json).map(DefaultsChain::whole).orElse(null);
    }

    /** A whole number, also where it is written as {@code 1e3}; null for anything else. */
    private static Integer whole(JsonNode json) {
        BigDecimal number = json.isNumber() ? json.decimalValue() : null;
        boolean fits = number != null
                && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
        return fits ? number.intValue() : null;
    }

    Double number(String key) {
        return find(key)
                .map(SourceNode::json)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .orElse(null);
    }

    boolean flag(String key, boolean fallback) {
        return find(key)
                .map(SourceNode::json)
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(fallback);
    }

    List<String> texts(String key) {
        return find(key).map(SourceNode::each).orElse(List.of()).stream()
                .flatMap(each -> each.text().stream())
                .toList();
    }

    /** The settings of the endpoint that stand in any of the places. */
    Map<String, String> endpoint() {
        Map<String, String> flags = new LinkedHashMap<>();
        for (String key : ENDPOINT_KEYS) {
            find(key)
                    .map(SourceNode::json)
                    .filter(json -> json.isValueNode() && !json.isNull())
                    .ifPresent(json -> flags.put(
                            key,
                            whole(json) == null ? json.asText() : whole(json).toString()));
        }
        return flags;
    }
}
