package org.llmtestbench.function.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.runner.ResultMapper;

/** What an event orders, whoever wrapped it. */
final class CloudEventPayload {
    private static final String NOTHING = "{}";
    private static final String SUITE = "suite";

    private CloudEventPayload() {}

    /** Its data as JSON that names a suite or none: what bridges from EventBridge deliver has it in {@code detail}. */
    static String order(CloudEvent event) {
        CloudEventData data = event.getData();
        String text = data == null ? "" : new String(data.toBytes(), StandardCharsets.UTF_8);
        try {
            JsonNode json = ResultMapper.readTree(text);
            if (text.isBlank() || json.isNull() || json.isMissingNode()) {
                return NOTHING;
            }
            JsonNode detail = json.path("detail");
            return detail.isObject() && !json.has(SUITE) ? detail.toString() : text;
        } catch (JsonProcessingException told) {
            // whoever reads the order says where it breaks
            return text;
        }
    }
}
