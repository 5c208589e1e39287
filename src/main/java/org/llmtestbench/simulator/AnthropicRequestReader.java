package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of a JSON object. Rejects the same input as Anthropic, with the same messages. */
record AnthropicRequestReader(String prefix, JsonNode node) {
    static AnthropicRequestReader of(SimulatedCall call) {
        return call.object()
                .map(object -> new AnthropicRequestReader("", object))
                .orElseThrow(() -> AnthropicError.invalid("The request body is not valid JSON: expected an object")
                        .toException());
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    JsonNode required(String name) {
        if (!has(name)) {
            throw invalid(name, "Field required");
        }
        return node.path(name);
    }

    String text(String name) {
        JsonNode text = required(name);
        require(name, "string", text.isTextual());
        return text.textValue();
    }

    boolean flag(String name) {
        require(name, "boolean", !has(name) || node.path(name).isBoolean());
        return node.path(name).asBoolean();
    }

    int integer(String name, int minimum) {
        JsonNode number = required(name);
        require(name, "integer", number.isIntegralNumber());
        if (number.doubleValue() < minimum) {
            throw invalid(name, "Input should be greater than or equal to " + minimum);
        }
        return (int) number.doubleValue();
    }

    void requireFraction(String name) {
        JsonNode number = node.path(name);
        require(name, "number", !has(name) || number.isNumber());
        if (number.doubleValue() < 0 || number.doubleValue() > 1) {
            throw invalid(name, "range: 0..1");
        }
    }

    List<String> texts(String name) {
        require(name, "list", !has(name) || node.path(name).isArray());
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.path(name)) {
            require(name + "." + texts.size(), "string", text.isTextual());
            texts.add(text.textValue());
        }
        return texts;
    }

    /** The objects of an array, each with its own prefix. */
    List<AnthropicRequestReader> objects(String name) {
        JsonNode array = required(name);
        require(name, "list", array.isArray());
        List<AnthropicRequestReader> objects = new ArrayList<>();
        for (JsonNode object : array) {
            String path = name + "." + objects.size();
            require(path, "dictionary", object.isObject());
            objects.add(new AnthropicRequestReader(prefix + path + ".", object));
        }
        return objects;
    }

    ApiError.RejectedException invalid(String name, String reason) {
        return AnthropicError.invalid(prefix + name, reason).toException();
    }

    private void require(String name, String kind, boolean valid) {
        if (!valid) {
            throw invalid(name, "Input should be a valid " + kind);
        }
    }
}
