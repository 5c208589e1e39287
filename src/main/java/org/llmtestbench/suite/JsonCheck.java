package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the answer is JSON and nothing else.
 *
 * @param schema the schema that the JSON must match; null for any JSON
 */
public record JsonCheck(JsonSchemaValidator schema) implements Check {
    private static final int MAX_ERRORS = 3;

    @Override
    public String type() {
        return "is-json";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        Optional<JsonNode> json = JsonSchemaValidator.json(response.text());
        if (json.isEmpty()) {
            return CheckOutcome.of(false, response.quoted() + " is not JSON");
        }
        List<String> errors = schema == null ? List.of() : schema.errors(json.get());
        if (errors.isEmpty()) {
            return CheckOutcome.of(
                    true, response.quoted() + " is JSON" + (schema == null ? "" : " and matches the schema"));
        }
        String shown = String.join("; ", errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
        return CheckOutcome.of(
                false,
                "the JSON does not match the schema: " + shown
                        + (errors.size() > MAX_ERRORS ? "; and " + (errors.size() - MAX_ERRORS) + " more" : ""));
    }
}
