package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * An answer that is JSON and nothing else.
 *
 * @param schema what it must look like; null for any JSON
 */
public record JsonCheck(JsonSchemaValidator schema) implements Check {
    private static final int MOST_ERRORS = 3;

    @Override
    public String type() {
        return "is-json";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        Optional<JsonNode> json = JsonSchemaValidator.json(response.text());
        if (json.isEmpty()) {
            return CheckOutcome.of(false, response.quoted() + " is not JSON");
        }
        List<String> errors = schema == null ? List.of() : schema.errors(json.get());
        if (errors.isEmpty()) {
            return CheckOutcome.of(
                    true, response.quoted() + " is JSON" + (schema == null ? "" : " as the schema wants it"));
        }
        String shown = String.join("; ", errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        return CheckOutcome.of(
                false,
                "the JSON is not as the schema wants it: " + shown
                        + (errors.size() > MOST_ERRORS ? "; and " + (errors.size() - MOST_ERRORS) + " more" : ""));
    }
}
