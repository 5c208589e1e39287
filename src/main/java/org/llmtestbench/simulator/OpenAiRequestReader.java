package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the fields of a JSON object. Rejects the same input as OpenAI, with the same messages. */
record OpenAiRequestReader(String prefix, JsonNode node) {
    static OpenAiRequestReader of(SimulatedCall call) {
        return call.object()
                .map(object -> new OpenAiRequestReader("", object))
                .orElseThrow(() -> OpenAiError.invalid(null, null, "We could not parse the JSON body of your request.")
                        .toException());
    }

    /** The fields of a nested object; no fields if it is absent. */
    OpenAiRequestReader object(String name) {
        JsonNode inner = node.path(name);
        require(name, "an object", inner.isObject(), inner);
        return new OpenAiRequestReader(prefix + name + ".", inner);
    }

    String text(String name) {
        JsonNode text = required(name);
        require(name, "a string", text.isTextual(), text);
        return text.textValue();
    }

    JsonNode array(String name) {
        JsonNode array = required(name);
        require(name, "an array", array.isArray(), array);
        if (array.isEmpty()) {
            throw invalid(name, "empty_array", "empty array. Expected an array with minimum length 1");
        }
        return array;
    }

    boolean flag(String name) {
        JsonNode flag = node.path(name);
        require(name, "a boolean", flag.isBoolean(), flag);
        return flag.asBoolean();
    }

    int integer(String name, int minimum, int fallback) {
        JsonNode number = node.path(name);
        require(name, "an integer", number.isIntegralNumber(), number);
        if (isAbsent(number)) {
            return fallback;
        }
        if (number.doubleValue() < minimum) {
            throw invalid(name, "integer_below_min_value", "integer below minimum value " + minimum);
        }
        return (int) number.doubleValue();
    }

    void requireDecimal(String name, double minimum, double maximum) {
        JsonNode number = node.path(name);
        require(name, "a decimal", number.isNumber(), number);
        if (number.doubleValue() < minimum) {
            throw invalid(name, "decimal_below_min_value", "decimal below minimum value " + minimum);
        }
        if (number.doubleValue() > maximum) {
            throw invalid(name, "decimal_above_max_value", "decimal above maximum value " + maximum);
        }
    }

    /** A string, or an array of strings, as a list. */
    List<String> texts(String name) {
        JsonNode value = node.path(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value.isArray() ? value : List.of(value)) {
            require(name, "a string or an array of strings", text.isTextual(), text);
            if (text.isTextual()) {
                texts.add(text.textValue());
            }
        }
        return texts;
    }

    ApiError.RejectedException invalid(String name, String code, String reason) {
        return OpenAiError.invalid(prefix + name, code, "Invalid '" + prefix + name + "': " + reason + ".")
                .toException();
    }

    private JsonNode required(String name) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            String message = "Missing required parameter: '" + prefix + name + "'.";
            throw OpenAiError.invalid(prefix + name, "missing_required_parameter", message)
                    .toException();
        }
        return value;
    }

    private void require(String name, String expected, boolean valid, JsonNode value) {
        if (!valid && !isAbsent(value)) {
            String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
            String message = "Invalid type for '" + prefix + name + "': expected " + expected + ", but got " + found
                    + " instead.";
            throw OpenAiError.invalid(prefix + name, "invalid_type", message).toException();
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
