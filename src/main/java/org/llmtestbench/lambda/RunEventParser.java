package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.runner.ResultMapper;

/** Finds in an event what it asks for: it is all of it, or the detail in the envelope of EventBridge. */
final class RunEventParser {
    private static final List<String> KEYS = List.of("suite", "deadline", "shard", "run", "merge");

    private RunEventParser() {}

    static JsonNode of(JsonNode event) {
        boolean enveloped = event.has("detail-type") && event.has("detail");
        JsonNode order = enveloped ? detail(event.path("detail")) : event;
        require(order);
        return order;
    }

    /** EventBridge Scheduler sends an object as text where nobody told it what to send. */
    private static JsonNode detail(JsonNode detail) {
        try {
            return detail.isTextual() ? ResultMapper.readTree(detail.asText()) : detail;
        } catch (JsonProcessingException e) {
            throw new UnsupportedEventException("The event's detail is not JSON.");
        }
    }

    static void require(JsonNode order) {
        if (!order.isObject()) {
            throw new UnsupportedEventException("The event is not an object.");
        }
        order.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new UnsupportedEventException(
                        "The event has an unknown key '" + key + "'." + Suggestions.suggestion(key, KEYS));
            }
        });
    }
}
