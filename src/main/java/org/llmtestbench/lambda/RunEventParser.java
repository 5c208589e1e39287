package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.runner.ResultMapper;

/** Extracts the run request from an event: the event itself, or the {@code detail} of an EventBridge event. */
final class RunEventParser {
    private static final List<String> KEYS = List.of("suite", "deadline", "shard", "run", "merge");

    private RunEventParser() {}

    static JsonNode of(JsonNode event) {
        boolean isEventBridge = event.has("detail-type") && event.has("detail");
        JsonNode runRequest = isEventBridge ? detail(event.path("detail")) : event;
        require(runRequest);
        return runRequest;
    }

    /** By default, EventBridge Scheduler sends an object as a JSON string. */
    private static JsonNode detail(JsonNode detail) {
        try {
            return detail.isTextual() ? ResultMapper.readTree(detail.asText()) : detail;
        } catch (JsonProcessingException e) {
            throw new UnsupportedEventException("The event's detail is not JSON.");
        }
    }

    static void require(JsonNode runRequest) {
        if (!runRequest.isObject()) {
            throw new UnsupportedEventException("The event is not a JSON object.");
        }
        runRequest.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new UnsupportedEventException(
                        "The event has an unknown key '" + key + "'." + Suggestions.suggestion(key, KEYS));
            }
        });
    }
}
