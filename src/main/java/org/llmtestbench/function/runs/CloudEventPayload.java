package org.llmtestbench.function.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.runner.ResultMapper;

/** Extracts the smoke request from the data of an event. */
final class CloudEventPayload {
    private static final String EMPTY = "{}";
    private static final String SUITE = "suite";

    private CloudEventPayload() {}

    /** The smoke request as JSON. Bridges from EventBridge deliver it in the key {@code detail}. */
    static String request(CloudEvent event) {
        CloudEventData data = event.getData();
        String text = data == null ? "" : new String(data.toBytes(), StandardCharsets.UTF_8);
        try {
            JsonNode json = ResultMapper.readTree(text);
            if (text.isBlank() || json.isNull() || json.isMissingNode()) {
                return EMPTY;
            }
            JsonNode detail = json.path("detail");
            return detail.isObject() && !json.has(SUITE) ? detail.toString() : text;
        } catch (JsonProcessingException e) {
            // the parser of the smoke request reports invalid JSON with its location
            return text;
        }
    }
}
