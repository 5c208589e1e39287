package org.llmtestbench.function.completions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.llmtestbench.provider.Utf16;

/** Reads the fields of a JSON object, and collects all problems instead of failing at the first one. */
final class JsonFields {
    private final JsonNode object;
    private final String path;
    private final List<String> problems;

    JsonFields(JsonNode object) {
        this(object, "", new ArrayList<>());
    }

    private JsonFields(JsonNode object, String path, List<String> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /** The problems so far, one line each. */
    List<String> problems() {
        return problems;
    }

    void problem(String field, String what) {
        problems.add(path + field + ": " + what);
    }

    /** All names in the object, including those with a null value. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    boolean has(String field) {
        return object.hasNonNull(field);
    }

    JsonNode node(String field) {
        return object.path(field);
    }

    String text(String field) {
        String text = read(field, JsonNode::isTextual, JsonNode::textValue, "a text");
        return text == null || isWellFormed(field, object.get(field)) ? text : null;
    }

    /** Whether no text in the value contains an unpaired surrogate; adds a problem otherwise. */
    private boolean isWellFormed(String field, JsonNode value) {
        Optional<String> problem = Utf16.problem(value);
        problem.ifPresent(what -> problem(field, what));
        return problem.isEmpty();
    }

    Integer wholeNumber(String field) {
        return read(field, JsonNode::canConvertToExactIntegral, JsonFields::integer, "a whole number");
    }

    Double number(String field) {
        return read(field, JsonNode::isNumber, JsonNode::doubleValue, "a number");
    }

    Boolean flag(String field) {
        return read(field, JsonNode::isBoolean, JsonNode::booleanValue, "true or false");
    }

    JsonNode object(String field) {
        JsonNode object = read(field, JsonNode::isObject, node -> node, "an object");
        if (object != null) {
            object.properties().forEach(member -> {
                Utf16.problem(member.getKey()).ifPresent(what -> problem(field, "a key " + what));
                isWellFormed(field + "." + member.getKey(), member.getValue());
            });
        }
        return object;
    }

    /** The objects of a list, with their paths; adds a problem for each element that is not an object. */
    List<JsonFields> objects(String field) {
        JsonNode list = read(field, JsonNode::isArray, node -> node, "a list");
        List<JsonFields> elements = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            String elementPath = field + "[" + i + "]";
            if (list.get(i).isObject()) {
                elements.add(new JsonFields(list.get(i), path + elementPath + ".", problems));
            } else {
                problem(elementPath, "must be an object, not " + kind(list.get(i)) + ".");
            }
        }
        return elements;
    }

    /** One text, or a list of texts. */
    List<String> texts(String field) {
        if (!has(field)) {
            return List.of();
        }
        JsonNode value = object.get(field);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            if (element.isTextual()) {
                if (isWellFormed(field, element)) {
                    texts.add(element.textValue());
                }
            } else {
                problem(field, "must be a text or a list of texts, not " + kind(element) + ".");
            }
        }
        return texts;
    }

    private <T> T read(String field, Predicate<JsonNode> isType, Function<JsonNode, T> value, String expected) {
        if (!has(field)) {
            return null;
        }
        JsonNode node = object.get(field);
        if (!isType.test(node)) {
            problem(field, "must be " + expected + ", not " + kind(node) + ".");
            return null;
        }
        return value.apply(node);
    }

    /** A value beyond the int range is clamped; all limits that are checked later are far below it. */
    private static Integer integer(JsonNode node) {
        return node.canConvertToInt() ? node.intValue() : node.bigIntegerValue().signum() * Integer.MAX_VALUE;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> node.asText();
            case BOOLEAN -> node.asText();
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
